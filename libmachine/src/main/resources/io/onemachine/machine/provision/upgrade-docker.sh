# Upgrades the packages of Docker. Prints the engine's versions before and after, and which containers ran. Runs as root.
LC_ALL=C
export LC_ALL

# "Docker version 26.1.5+dfsg1, build a72d7cd" gives 26.1.5+dfsg1.
engine_version() {
    "$dockerd" --version | sed 's/^Docker version \([^, ]*\).*/\1/'
}

package_versions() { # PACKAGE...
    dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' "$@" 2>/dev/null || true
}

dockerd=$(readlink -f "$(command -v dockerd)")
package=$(dpkg-query -S "$dockerd" 2>/dev/null | sed -n '1s/[:,].*//p')
case $package in
'')
    echo "Docker at $dockerd was not installed from a package; upgrade it by hand." >&2
    exit 1
    ;;
docker-engine | lxc-docker)
    echo "Docker is of the time before 2017: its package $package has no newer version." >&2
    echo "Remove the package (what is in /var/lib/docker stays), then run ‹command provision›." >&2
    exit 1
    ;;
docker-ce) related='docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin docker-ce-rootless-extras' ;;
docker.io) related='docker-cli containerd runc' ;;
*) related='' ;;
esac

# shellcheck disable=SC2086 # names of packages
packages=$(package_versions "$package" $related | awk '$3 == "installed" { print $1 }')
held=$(apt-mark showhold | grep -xF "$packages" | tr '\n' ' ')
if [ -n "$held" ]; then
    echo "The host holds Docker at its version. To let it go: apt-mark unhold ${held% }" >&2
    exit 1
fi

printf 'onemachine.before=%s\n' "$(engine_version)"
printf 'onemachine.running=%s\n' "$(docker ps --format '{{.Names}}' 2>/dev/null </dev/null | sed 's/,.*//' | tr '\n' ' ')"

# shellcheck disable=SC2154 # $work is set by packages.sh
if ! apt-get update -q </dev/null >"$work/update" 2>&1 || grep -Eq '^(Err:|E:|W: (Failed|Some))' "$work/update"; then
    echo onemachine.incomplete=yes
fi
# shellcheck disable=SC2086 # names of packages
before=$(package_versions $packages)
# shellcheck disable=SC2086 # names of packages
apt-get install -y -q --only-upgrade -o Dpkg::Options::=--force-confold $packages </dev/null
# shellcheck disable=SC2086 # names of packages
if [ "$(package_versions $packages)" != "$before" ]; then
    echo onemachine.changed=yes
fi
printf 'onemachine.after=%s\n' "$(engine_version)"
