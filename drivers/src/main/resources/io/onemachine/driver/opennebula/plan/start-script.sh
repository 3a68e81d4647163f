#!/bin/sh
# Prepares the login of docker-machine: its user, the rights of that user, its key. Run as root by OpenNebula's
# contextualization, which puts the CONTEXT into the environment, and by cloud-init, on an image with both at the same
# time. Can be run again.

# The problems that docker-machine shows to its user at the first login.
notes=/var/run/docker-machine.notes

has() {
    command -v "$1" >/dev/null 2>&1
}

# Another run of this script is waited for, a minute at most: one that hangs must not keep the login away.
lock_file=/var/run/docker-machine.lock

is_left() {
    owner=$(cat "$lock_file.d/owner" 2>/dev/null) && [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null
}

lock() {
    # Where the file cannot be made, exec would end the script.
    if has flock && touch "$lock_file" 2>/dev/null; then
        exec 9>"$lock_file"
        # Without -w, which some BusyBox lack.
        attempt=0
        until flock -n 9 2>/dev/null || [ "$attempt" -ge 60 ]; do
            attempt=$((attempt + 1))
            sleep 1
        done
        return
    fi
    attempt=0
    until mkdir "$lock_file.d" 2>/dev/null || [ "$attempt" -ge 60 ]; do
        # A run that was killed left it behind. Only one of those that wait removes it, and not another's new one.
        if is_left && mkdir "$lock_file.taken" 2>/dev/null; then
            ! is_left || rm -rf "$lock_file.d"
            rmdir "$lock_file.taken"
        else
            attempt=$((attempt + 1))
            sleep 1
        fi
    done
    mkdir -p "$lock_file.d"
    echo $$ >"$lock_file.d/owner"
}

unlock() {
    if has flock; then
        exec 9>&-
    elif [ "$(cat "$lock_file.d/owner" 2>/dev/null)" = $$ ]; then
        rm -rf "$lock_file.d"
    fi
}

trap unlock EXIT
lock

# cloud-init shows the whole CONTEXT to every user of the host, the host key included.
shown=/run/cloud-init/instance-data.json
if [ -f "$shown" ]; then
    sed -i 's/^\( *"\(DOCKER_SSH_HOST_KEY\|USER_DATA\)": *\)".*"\(,\{0,1\}\)$/\1"redacted for non-root user"\3/' "$shown"
fi

# The SSH host key that docker-machine expects. sshd may be running already, with keys of the image or generated ones.
host_key=${DOCKER_SSH_HOST_KEY:-}
unset DOCKER_SSH_HOST_KEY

# sshd_uses FILE: sshd's configuration names the key, or names none, which means the usual ones.
sshd_uses() {
    named=$(cat "${1%/*}/sshd_config" "${1%/*}"/sshd_config.d/*.conf 2>/dev/null |
        sed -n 's/^[[:space:]]*[Hh][Oo][Ss][Tt][Kk][Ee][Yy][[:space:]=]*"\{0,1\}\([^"[:space:]]*\).*/\1/p')
    [ -z "$named" ] || printf '%s\n' "$named" | grep -qxF "$1"
}

# install_host_key FILE: puts the key there unless it is there already; says by its exit code whether sshd has to read it.
install_host_key() {
    new=$(mktemp "${1%/*}/.docker-machine.XXXXXX") || return 1
    printf '%s' "$host_key" | base64 -d >"$new"
    if [ -f "$1" ] && cmp -s "$new" "$1" && sshd_uses "$1"; then
        rm -f "$new"
        return 1
    fi
    chmod 600 "$new"
    # An old public key beside it would be taken for this one's.
    if ssh-keygen -y -f "$new" >"$new.pub" 2>/dev/null; then
        chmod 644 "$new.pub"
        mv -f "$new.pub" "$1.pub"
    else
        rm -f "$new.pub" "$1.pub"
    fi
    mv -f "$new" "$1"
    if ! sshd_uses "$1"; then
        sed -i "1i\\
HostKey $1" "${1%/*}/sshd_config"
    fi
    if has restorecon; then
        restorecon "$1"
    fi
    return 0
}

# sshd reads its keys anew, and keeps the connections that it has.
reload_sshd() {
    if has rc-service && [ -d /run/openrc ]; then
        for service in sshd ssh; do
            # A status is asked for only of what is there: an unknown service is a success for rc-service.
            if [ -e "/etc/init.d/$service" ] && rc-service "$service" status >/dev/null 2>&1 &&
                rc-service "$service" reload >/dev/null 2>&1; then
                return
            fi
        done
    fi
    if has systemctl && [ -d /run/systemd/system ]; then
        for unit in ssh.service sshd.service; do
            # Not waiting: sshd may be started by a unit that waits for this script.
            systemctl --no-block try-reload-or-restart "$unit" 2>/dev/null
        done
        return
    fi
    # One that has just been started has read its keys a moment before it writes the file.
    tries=10
    while [ "$tries" -gt 0 ]; do
        for file in /run/sshd.pid /var/run/sshd.pid; do
            if [ -s "$file" ]; then
                kill -HUP "$(cat "$file")"
                return
            fi
        done
        if ! pidof sshd >/dev/null 2>&1; then
            return
        fi
        tries=$((tries - 1))
        sleep 1
    done
}

if [ -n "$host_key" ]; then
    changed=
    for folder in /etc/ssh /usr/local/etc/ssh; do
        if [ -f "$folder/sshd_config" ] && install_host_key "$folder/ssh_host_ed25519_key"; then
            changed=1
        fi
    done
    # boot2docker puts back what it finds there at the next boot.
    if [ -d /var/lib/boot2docker/ssh ]; then
        install_host_key /var/lib/boot2docker/ssh/ssh_host_ed25519_key
    fi
    [ -z "$changed" ] || reload_sshd
fi
unset host_key
unlock

# The template's own start script runs next; its failure does not stop this one.
if [ -n "${TEMPLATE_START_SCRIPT:-}${TEMPLATE_START_SCRIPT_BASE64:-}" ]; then
    rm -f "$notes"
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

lock
user=${DOCKER_SSH_USER:-docker}
key=$(printf '%s' "${DOCKER_SSH_PUBLIC_KEY:-}")

# field FILE NAME NUMBER: a field of the line that begins with NAME, in /etc/passwd or /etc/group.
field() {
    awk -F: -v name="$2" -v number="$3" '$1 == name { print $number; exit }' "$1"
}

login_shell() {
    if [ -x /bin/bash ]; then echo /bin/bash; else echo /bin/sh; fi
}

shell_fits() {
    case $1 in
        */nologin | */false | */sync) return 1 ;;
        *) [ -z "$1" ] || [ -x "$1" ] ;;
    esac
}

# home_fits HOME UID: sshd finds the user's keys there. The engine closes its own folder to all but root when it starts.
home_fits() {
    case $1 in
        '' | / | /dev/* | /nonexistent | /var/lib/docker | /var/lib/docker/*) return 1 ;;
    esac
    [ -e "$1" ] || return 0
    [ -d "$1" ] && stat -c '%u %A' "$1/." |
        awk -v uid="$2" '{ exit !($1 == uid || ($1 == 0 && $2 ~ /^d....-..-[xt]/)) }'
}

# A user that something runs as, such as a service, is left as it is.
is_busy() {
    cat /proc/[0-9]*/status 2>/dev/null | awk -v uid="$1" '$1 == "Uid:" && $2 == uid { busy = 1 } END { exit !busy }'
}

# Gives an existing user, such as a service's, a missing home and login shell; fails when the user must not be changed.
fit_for_login() {
    id=$(id -u "$user")
    home=$(field /etc/passwd "$user" 6)
    shell=$(field /etc/passwd "$user" 7)
    if home_fits "$home" "$id" && shell_fits "$shell"; then
        return
    fi
    if is_busy "$id"; then
        echo "The user $user with home $home and shell $shell cannot log in, and is left as it is: a process runs as it."
        return 1
    fi
    if ! home_fits "$home" "$id"; then
        if ! home_fits "/home/$user" "$id"; then
            echo "The user $user with home $home cannot log in, and /home/$user is another's."
            return 1
        fi
        home=/home/$user
    fi
    shell_fits "$shell" || shell=$(login_shell)
    if has usermod; then
        usermod -d "$home" -s "$shell" "$user"
    else
        sed -i "s|^\($user:[^:]*:[^:]*:[^:]*:[^:]*\):.*|\1:$home:$shell|" /etc/passwd
    fi
}

if id -u "$user" >/dev/null 2>&1; then
    # Not one that the system has from elsewhere, such as LDAP.
    if [ "$user" != root ] && [ -n "$(field /etc/passwd "$user" 3)" ]; then
        fit_for_login || exit 1
        sed -i "s/^$user:!!*:/$user:*:/" /etc/shadow
    fi
else
    shell=$(login_shell)
    # Docker's packages create a group "docker": a user of that name joins it.
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
    # No password, but not a locked account: some sshd refuse every login to a locked one.
    sed -i "s/^$user:!*:/$user:*:/" /etc/shadow
fi

if [ "$user" != root ] && ! has sudo && has doas; then
    rule="permit nopass $user"
    if [ -d /etc/doas.d ]; then
        printf '%s\n' "$rule" >/etc/doas.d/docker-machine.conf
        chmod 600 /etc/doas.d/docker-machine.conf
    elif ! grep -qxF "$rule" /etc/doas.conf 2>/dev/null; then
        [ -z "$(tail -c 1 /etc/doas.conf 2>/dev/null)" ] || echo >>/etc/doas.conf
        printf '%s\n' "$rule" >>/etc/doas.conf
        chmod 600 /etc/doas.conf
    fi
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
