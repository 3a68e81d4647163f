#!/bin/sh
# Lets docker-machine in: the user it logs in as, the rights of that user, its key. Run as root by OpenNebula's
# contextualization, which puts the CONTEXT into the environment. Does no harm when run again.

# What docker-machine is to tell its user at the first login.
notes=/var/run/docker-machine.notes
rm -f "$notes"

# A start script that the VM's template has of its own comes first, whatever becomes of it.
if [ -n "${TEMPLATE_START_SCRIPT:-}${TEMPLATE_START_SCRIPT_BASE64:-}" ]; then
    script=$(mktemp)
    output=$(mktemp)
    if [ -n "${TEMPLATE_START_SCRIPT:-}" ]; then
        printf '%s\n' "$TEMPLATE_START_SCRIPT" >"$script"
    else
        printf '%s' "$TEMPLATE_START_SCRIPT_BASE64" | base64 -d >"$script"
    fi
    chmod 700 "$script"
    # Not a pipe: what the script leaves running in the background would hold it open.
    "$script" >"$output" 2>&1
    code=$?
    # 126: the file system does not run programs.
    if [ "$code" -eq 126 ]; then
        sh "$script" >"$output" 2>&1
        code=$?
    fi
    cat "$output"
    if [ "$code" -ne 0 ]; then
        {
            echo "The start script of the VM's template failed with exit code $code. Its last lines:"
            tail -n 5 "$output"
        } >"$notes"
    fi
    rm -f "$script" "$output"
fi

user=${DOCKER_SSH_USER:-docker}
key=$(printf '%s' "${DOCKER_SSH_PUBLIC_KEY:-}")

has() {
    command -v "$1" >/dev/null 2>&1
}

# field FILE NAME NUMBER: a field of the line that begins with NAME, in /etc/passwd or /etc/group.
field() {
    awk -F: -v name="$2" -v number="$3" '$1 == name { print $number; exit }' "$1"
}

if ! id -u "$user" >/dev/null 2>&1; then
    shell=/bin/sh
    [ ! -x /bin/bash ] || shell=/bin/bash
    # Docker's packages make a group "docker": a user of that name joins it.
    if has useradd; then
        if [ -n "$(field /etc/group "$user" 3)" ]; then
            useradd -m -s "$shell" -g "$user" "$user"
        else
            useradd -m -s "$shell" "$user"
        fi
    elif [ -n "$(field /etc/group "$user" 3)" ]; then
        adduser -D -s "$shell" -G "$user" "$user"
    else
        adduser -D -s "$shell" "$user"
    fi
    # No password, which is something else than a locked account: some sshd let nobody into one of those.
    sed -i "s/^$user:!*:/$user:*:/" /etc/shadow
fi

if [ "$user" != root ] && [ -d /etc/sudoers.d ]; then
    # A temporary name with a dot: sudo does not read it before it is whole.
    printf 'Defaults:%s !requiretty\n%s ALL=(ALL:ALL) NOPASSWD: ALL\n' "$user" "$user" >/etc/sudoers.d/.docker-machine
    chmod 440 /etc/sudoers.d/.docker-machine
    mv -f /etc/sudoers.d/.docker-machine /etc/sudoers.d/docker-machine
fi

if [ "$user" != root ] && [ -n "$(field /etc/group docker 3)" ]; then
    if has usermod; then
        usermod -aG docker "$user"
    else
        addgroup "$user" docker
    fi
fi

home=$(field /etc/passwd "$user" 6)
group=$(id -g "$user")
if [ ! -d "$home" ]; then
    mkdir -p "$home"
    chown "$user:$group" "$home"
fi
keys=$home/.ssh/authorized_keys
mkdir -p "$home/.ssh"
touch "$keys"
if [ -n "$key" ] && ! grep -qxF "$key" "$keys"; then
    # The file's last line may lack its end.
    [ -z "$(tail -c 1 "$keys")" ] || echo >>"$keys"
    printf '%s\n' "$key" >>"$keys"
fi
chmod 700 "$home/.ssh"
chmod 600 "$keys"
chown "$user:$group" "$home/.ssh" "$keys"
if has restorecon; then
    restorecon -R "$home/.ssh"
fi
