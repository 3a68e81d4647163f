# For scripts that install packages: what dnf and zypper have in common. Runs as root, after packages.sh.

is_rpm_locked() {
    is_locked /usr/lib/sysimage/rpm/.rpm.lock || is_locked /var/lib/rpm/.rpm.lock
}

installed() {
    rpm -q --qf '%{NAME} %{EVR}\n' "$@" 2>/dev/null </dev/null | grep -v 'is not installed$' || true
}

package_of() {
    rpm -q --qf '%{NAME}\n' -f "$1" 2>/dev/null </dev/null | grep -v ' ' | head -n 1 || true
}

# Names the installed packages that Docker's cannot be installed beside, when the package manager has complained of them.
explain_conflicts() { # REMOVE-COMMAND
    if ! grep -Eqi 'conflict|obsolete' "$work/log"; then
        return 0
    fi
    conflicting=
    for package in podman-docker podman runc containerd docker docker-ce docker-common docker-engine moby-engine; do
        if grep -q -e "$package" "$work/log" && [ -n "$(installed "$package")" ]; then
            conflicting="$conflicting $package"
        fi
    done
    if [ -n "$conflicting" ]; then
        echo "Packages on the host cannot be there beside Docker's:$conflicting. If nothing needs them: $1$conflicting"
    fi
}
