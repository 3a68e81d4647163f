# Prints what a provisioner needs to know about a host, as name=value lines. Changes nothing.
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH

say() {
    printf 'onemachine.%s=%s\n' "$1" "$2"
}

for file in /etc/os-release /usr/lib/os-release; do
    if [ -r "$file" ]; then
        # shellcheck disable=SC1090  # one of the two files above
        . "$file"
        break
    fi
done
say os-id "${ID:-}"
say os-like "${ID_LIKE:-}"
say os-version "${VERSION_ID:-}"
say os-variant "${VARIANT_ID:-}"
say os-name "${PRETTY_NAME:-${NAME:-}}"
if [ -e /run/ostree-booted ]; then
    printf 'onemachine.ostree=%s\n' yes
fi
say user "$(id -un)"
say uid "$(id -u)"
say docker "$(command -v docker)"
say dockerd "$(command -v dockerd)"
if [ -e /run/openrc/softlevel ]; then
    printf 'onemachine.openrc=%s\n' yes
fi
if [ -d /run/systemd/system ]; then
    say systemd yes
fi
# How the user becomes root: sudo, unless only doas lets it.
root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null; then
        root=sudo
    fi
    if command -v doas >/dev/null && { [ -z "$root" ] || ! sudo -n true </dev/null >/dev/null 2>&1; } &&
        doas -n true </dev/null >/dev/null 2>&1; then
        root=doas
    fi
    printf 'onemachine.becomes-root-by=%s\n' "$root"
fi
# Messages that the creator of the host left for the user.
if [ -r /var/run/docker-machine.notes ]; then
    head -n 10 /var/run/docker-machine.notes | cut -c 1-200 | while read -r line; do
        say note "$line"
    done
fi
# The engine's own file, as an engine accepts no setting twice.
daemon_json=/etc/docker/daemon.json
if [ -r "$daemon_json" ]; then
    text=$(head -c 65536 "$daemon_json")
elif [ -e "$daemon_json" ] || { [ -d /etc/docker ] && ! [ -x /etc/docker ]; }; then
    text=$("${root:-false}" -n head -c 65536 "$daemon_json" </dev/null 2>/dev/null)
else
    text=
fi
if [ -n "$text" ]; then
    printf '%s\n' "$text" | sed 's/^/onemachine.daemon-json=/'
fi
