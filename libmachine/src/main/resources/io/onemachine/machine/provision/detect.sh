# Tells what a provisioner has to know about a host, as name=value lines. Changes nothing.
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
say os-name "${PRETTY_NAME:-${NAME:-}}"
say user "$(id -un)"
say uid "$(id -u)"
say docker "$(command -v docker)"
say dockerd "$(command -v dockerd)"
if [ -d /run/systemd/system ]; then
    say systemd yes
fi
# What whoever made the host leaves to be told.
if [ -r /var/run/docker-machine.notes ]; then
    head -n 10 /var/run/docker-machine.notes | cut -c 1-200 | while read -r line; do
        say note "$line"
    done
fi
