# For scripts that install packages: pacman. Runs as root, after packages.sh, which says what the functions are.
# Arch supports one version of a package, and no upgrade of single packages: what is newer may need newer libraries.
pacman_lock=$(pacman-conf DBPath 2>/dev/null || echo /var/lib/pacman/)db.lck
fresh= # whether the package databases are newer than the installed packages

is_pacman_locked() {
    [ -e "$pacman_lock" ]
}

if ! wait_while is_pacman_locked; then
    echo "Another program has held pacman's lock for five minutes. If none runs any more: rm $pacman_lock" >&2
    exit 1
fi

explain_pacman() {
    if [ -e "$pacman_lock" ]; then
        echo "Another program holds pacman's lock $pacman_lock."
    fi
}

# A host that has databases keeps them: installing by newer ones would be such an upgrade.
refresh_packages() {
    if [ -z "$(find "${pacman_lock%/*}/sync" -name '*.db' 2>/dev/null | head -n 1)" ]; then
        fresh=yes
        packages_by explain_pacman pacman -Sy --noconfirm
    fi
}

offers() {
    pacman -Si "$@" 2>/dev/null </dev/null |
        awk '$1 == "Name" { name = $3 } $1 == "Version" { print name, $3 }' || true
}

versioned() {
    printf '%s\n' "$1"
}

# The mirrors keep no old packages: when those of the host's databases are gone, everything must be upgraded.
install_packages() {
    if [ -z "$fresh" ] && pacman -S --noconfirm --needed "$@" >"$work/log" 2>&1 </dev/null; then
        return
    fi
    packages_by explain_pacman pacman -Syu --noconfirm --needed "$@"
}

upgrade_packages() {
    packages_by explain_pacman pacman -Syu --noconfirm --needed "$@"
}

installed() {
    pacman -Q "$@" 2>/dev/null </dev/null || true
}

package_of() {
    pacman -Qoq "$1" 2>/dev/null </dev/null || true
}

held() {
    pacman-conf IgnorePkg 2>/dev/null | grep -xF "$(printf '%s\n' "$@")" || true
}

release_command() {
    echo "take $* out of IgnorePkg in /etc/pacman.conf"
}
