# For scripts that install packages: zypper. Runs as root, after packages-rpm.sh; packages.sh says what the functions are.
ZYPP_LOCK_TIMEOUT=300
export ZYPP_LOCK_TIMEOUT
wait_while is_rpm_locked || true

# Its exit codes above 100 tell about a success: 102 and 103 that the host or a service is to be restarted, 106 that a repository was
# left out, 107 that the script of a package failed; only 104 does not.
zypper_succeeds() {
    answer=0
    zypper --non-interactive "$@" || answer=$?
    case $answer in
        0 | 102 | 103 | 106 | 107) return 0 ;;
    esac
    return "$answer"
}

explain_zypper() { # EXIT-CODE
    case $1 in
        7) echo "Another program has held zypper's lock for five minutes." ;;
        104) echo "No repository of the host has the package. On SLES 15 and newer it is in a module: SUSEConnect --product" \
            "sle-module-containers/VERSION/ARCHITECTURE" ;;
    esac
    explain_conflicts "zypper remove"
}

refresh_packages() {
    zypper --non-interactive --quiet refresh </dev/null >"$work/update" 2>&1 || { cat "$work/update"; return 1; }
}

offers() {
    zypper --non-interactive --quiet --xmlout search --details --match-exact --type package "$@" 2>/dev/null </dev/null |
        sed -n 's/.*<solvable .*[[:space:]]name="\([^"]*\)".* edition="\([^"]*\)".*/\1 \2/p' | sort -u | sort -k 1,1 -k 2,2Vr
}

versioned() {
    printf '%s=%s\n' "$1" "$2"
}

install_packages() {
    packages_by explain_zypper zypper_succeeds install --no-recommends "$@"
}

upgrade_packages() {
    packages_by explain_zypper zypper_succeeds update "$@"
}

# With a lock an update finds nothing to do, and says no more.
# shellcheck disable=SC2254 # a lock's name is a pattern
held() {
    sed -n 's/^solvable_name:[[:space:]]*//p' /etc/zypp/locks 2>/dev/null | while read -r lock; do
        for package; do
            case $package in
                $lock) echo "$package" ;;
            esac
        done
    done | sort -u
}

release_command() {
    echo "zypper removelock $*"
}
