# For scripts that install packages: the engine's proxies, and the wait for other installations. Runs as root.
set -eu
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
DEBIAN_FRONTEND=noninteractive
export PATH DEBIAN_FRONTEND http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A POSIX lock shows in /proc/locks by its file's inode number; this check needs no program that may be missing.
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
# If the lock is taken a moment later, apt waits by itself.
printf 'DPkg::Lock::Timeout "300";\n' >"$work/apt.conf"
APT_CONFIG=$work/apt.conf
export APT_CONFIG
