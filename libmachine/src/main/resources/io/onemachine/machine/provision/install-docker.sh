# Installs Docker with the script at INSTALL_URL. Runs as root.
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
DEBIAN_FRONTEND=noninteractive
export PATH DEBIAN_FRONTEND

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A lock of POSIX is seen in /proc/locks by its file's inode number; asking this way needs no program that may be missing.
is_locked() {
    [ -e "$1" ] && grep -q ":$(stat -c %i "$1") " /proc/locks
}

wait_for_other_installations() {
    if command -v cloud-init >/dev/null 2>&1; then
        timeout 300 cloud-init status --wait </dev/null >/dev/null 2>&1 || true
    fi
    tries=0
    while [ "$tries" -lt 600 ] && { is_locked /var/lib/dpkg/lock-frontend || is_locked /var/lib/dpkg/lock ||
        is_locked /var/lib/apt/lists/lock; }; do
        tries=$((tries + 1))
        sleep 0.5
    done
    # Somebody may take the lock a moment later: apt then waits by itself.
    printf 'DPkg::Lock::Timeout "300";\n' >"$work/apt.conf"
    APT_CONFIG=$work/apt.conf
    export APT_CONFIG
}

download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL -o "$work/install.sh" "$INSTALL_URL" </dev/null
    elif command -v wget >/dev/null 2>&1; then
        wget -q -O "$work/install.sh" "$INSTALL_URL" </dev/null
    elif command -v apt-get >/dev/null 2>&1; then
        apt-get update -q </dev/null
        apt-get install -y -q curl ca-certificates </dev/null
        curl -fsSL -o "$work/install.sh" "$INSTALL_URL" </dev/null
    else
        echo "There is neither curl nor wget to fetch $INSTALL_URL with." >&2
        return 1
    fi
}

wait_for_other_installations
if ! download; then
    echo "The install script at $INSTALL_URL could not be fetched." >&2
    exit 1
fi
sh "$work/install.sh" </dev/null
dockerd=$(command -v dockerd) || {
    echo "The install script at $INSTALL_URL ended well but there is no dockerd now." >&2
    exit 1
}
printf 'onemachine.dockerd=%s\n' "$dockerd"
