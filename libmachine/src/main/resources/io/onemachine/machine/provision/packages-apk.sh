# For scripts that install packages: apk. Runs as root, after packages.sh, which says what the functions are.

explain_apk() {
    if grep -q 'no such package' "$work/log"; then
        echo "Alpine has Docker in its repository \"community\": enable it in /etc/apk/repositories."
    fi
}

refresh_packages() {
    apk --wait 300 update </dev/null >"$work/update" 2>&1 || { cat "$work/update"; return 1; }
}

# By numbers of equal length, as not every sort knows versions.
newest_first() {
    awk '{
        key = ""
        rest = $2
        while (match(rest, /[0-9]+/)) {
            key = key substr(rest, 1, RSTART - 1) sprintf("%08d", substr(rest, RSTART, RLENGTH))
            rest = substr(rest, RSTART + RLENGTH)
        }
        print $1, key rest, $2
    }' | sort -k 1,1 -k 2,2r | awk '{ print $1, $3 }'
}

offers() {
    for package; do
        apk policy "$package" 2>/dev/null </dev/null |
            awk -v package="$package" '/^  [^ ].*:$/ { sub(/:$/, ""); print package, $1 }'
    done | newest_first
}

versioned() {
    printf '%s=%s\n' "$1" "$2"
}

install_packages() {
    packages_by explain_apk apk --wait 300 add "$@"
}

upgrade_packages() {
    packages_by explain_apk apk --wait 300 add -u "$@"
}

installed() {
    apk list -I "$@" 2>/dev/null </dev/null | sed -n 's/^\([^ ]*\)-\([0-9][^- ]*-r[0-9]*\) .*/\1 \2/p' || true
}

package_of() {
    apk info --who-owns "$1" 2>/dev/null </dev/null | sed -n '1s/.* owned by \(.*\)-[0-9][^-]*-r[0-9]*$/\1/p'
}

# A package with a version in "world" stays at it.
held() {
    for package; do
        if grep -Eqs "^${package}[=<>~]" /etc/apk/world; then
            echo "$package"
        fi
    done
}

release_command() {
    echo "apk add $*"
}
