# For the scripts that install something: the engine's proxies, and the wait for whoever else installs. Runs as root.
set -eu
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
DEBIAN_FRONTEND=noninteractive
export PATH DEBIAN_FRONTEND http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A lock of POSIX is seen in /proc/locks by its file's inode number; asking this way needs no program that may be missing.
is_locked() {
    [ -e "$1" ] && grep -q ":$(stat -c %i "$1") " /proc/locks
}

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
