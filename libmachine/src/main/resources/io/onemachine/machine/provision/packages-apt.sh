# For scripts that install packages: apt. Runs as root, after packages.sh, which says what the functions are.
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND

is_apt_locked() {
    is_locked /var/lib/dpkg/lock-frontend || is_locked /var/lib/dpkg/lock || is_locked /var/lib/apt/lists/lock
}

wait_while is_apt_locked || true
# If the lock is taken a moment later, apt waits by itself.
printf 'DPkg::Lock::Timeout "300";\n' >"$work/apt.conf"
APT_CONFIG=$work/apt.conf
export APT_CONFIG

refresh_packages() {
    apt-get update -q </dev/null >"$work/update" 2>&1 || { cat "$work/update"; return 1; }
    ! grep -Eq '^(Err:|E:|W: (Failed|Some))' "$work/update"
}

offers() {
    for package; do
        apt-cache madison "$package" | awk -v package="$package" '$1 == package { print package, $3 }'
    done
}

versioned() {
    printf '%s=%s\n' "$1" "$2"
}

install_packages() {
    apt-get install -y -q --no-install-recommends "$@" </dev/null
}

upgrade_packages() {
    apt-get install -y -q --only-upgrade -o Dpkg::Options::=--force-confold "$@" </dev/null
}

installed() {
    dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' "$@" 2>/dev/null |
        awk '$3 == "installed" { print $1, $2 }' || true
}

package_of() {
    dpkg-query -S "$1" 2>/dev/null | sed -n '1s/[:,].*//p'
}

held() {
    apt-mark showhold | grep -xF "$(printf '%s\n' "$@")" || true
}

release_command() {
    echo "apt-mark unhold $*"
}
