# For scripts that install packages: the engine's proxies, and the wait for cloud-init. Runs as root, before the script of the host's
# package manager, which defines:
#   refresh_packages           asks the package sources what they offer
#   offers PACKAGE...          prints "PACKAGE VERSION" for all that the sources offer, the newest version of each first
#   versioned PACKAGE VERSION  prints the argument of install_packages for this version
#   install_packages ARGUMENT...
#   upgrade_packages PACKAGE...
#   installed PACKAGE...       prints "PACKAGE VERSION" for those that are installed
#   package_of FILE            prints the package that a file belongs to; nothing when there is none
#   held PACKAGE...            prints those that are not to be upgraded
#   release_command PACKAGE... prints the command that lets them be upgraded again
set -eu
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A POSIX lock shows in /proc/locks by its file's inode number; this check needs no program that may be missing.
is_locked() {
    [ -e "$1" ] && grep -q ":$(stat -c %i "$1") " /proc/locks
}

# Waits up to five minutes while a check succeeds.
wait_while() {
    tries=600
    while [ "$tries" -gt 0 ] && "$@"; do
        tries=$((tries - 1))
        sleep 0.5
    done
    [ "$tries" -gt 0 ]
}

# Runs a package manager; when it fails, its output and the function EXPLAIN follow. The output of a success is of no use here.
packages_by() { # EXPLAIN COMMAND...
    explain=$1
    shift
    code=0
    "$@" >"$work/log" 2>&1 </dev/null || code=$?
    if [ "$code" -ne 0 ]; then
        cat "$work/log" >&2
        "$explain" "$code" >&2
        return 1
    fi
}

if command -v cloud-init >/dev/null 2>&1; then
    timeout 300 cloud-init status --wait </dev/null >/dev/null 2>&1 || true
fi
