# For scripts that install packages: dnf 4 and 5, yum 3 and Photon's tdnf, which take the same commands. Runs as root, after
# packages-rpm.sh; packages.sh says what the functions are.
for dnf in dnf yum tdnf; do
    if command -v "$dnf" >/dev/null 2>&1; then
        break
    fi
done
all=--showduplicates
if [ "$dnf" = tdnf ]; then
    all= # it lists them always
fi
# dnf itself waits for another dnf.
wait_while is_rpm_locked || true

explain_dnf() {
    explain_conflicts "$dnf remove"
}

refresh_packages() {
    "$dnf" -q makecache </dev/null >"$work/update" 2>&1 || { cat "$work/update"; return 1; }
    ! grep -Eq '^(Error|Failed to download|Ignoring repositories)|Errors during downloading' "$work/update"
}

refresh_repository() { # NAME
    packages_by explain_dnf "$dnf" -q --disablerepo='*' --enablerepo="$1" makecache
}

# A long name moves the other columns to the next line.
# shellcheck disable=SC2086 # no option, no word
offers() {
    "$dnf" -q list $all "$@" 2>/dev/null </dev/null | tr -s ' \t' '\n' | awk -v packages="$*" '
        BEGIN { count = split(packages, names, " "); for (i = 1; i <= count; i++) wanted[names[i]] = 1 }
        name != "" { print name, $0; name = ""; next }
        { base = $0; sub(/\.[a-z0-9_]+$/, "", base); if (base != $0 && base in wanted) name = base }' |
        sort -u | sort -k 1,1 -k 2,2Vr
}

versioned() {
    printf '%s-%s\n' "$1" "${2#*:}" # not every one of them takes an epoch there
}

install_packages() {
    packages_by explain_dnf "$dnf" -y install "$@"
}

upgrade_packages() {
    if [ "$dnf" = tdnf ] || [ "$dnf" = yum ]; then
        packages_by explain_dnf "$dnf" -y update "$@"
    else
        packages_by explain_dnf "$dnf" -y upgrade "$@"
    fi
}

# The files of the plugin versionlock of yum 3, dnf 4 and dnf 5: with a lock an upgrade finds nothing to do, and says no more.
held() {
    for package; do
        for file in /etc/yum/pluginconf.d/versionlock.list /etc/dnf/plugins/versionlock.list; do
            if grep -Eqs "^([0-9]+:)?$package-([0-9]+:)?[0-9*]" "$file"; then
                echo "$package"
            fi
        done
        if grep -Eqs "^[[:space:]]*name[[:space:]]*=[[:space:]]*\"$package\"" /etc/dnf/versionlock.toml; then
            echo "$package"
        fi
    done | sort -u
}

release_command() {
    echo "$dnf versionlock delete $*"
}
