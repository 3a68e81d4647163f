# Upgrades the packages of Docker. Prints the engine's versions before and after, and which containers ran. Runs as root, after the
# script of the package manager.

# Leaves out the tasks of a swarm's services: the swarm replaces them by others, which must not be started by hand.
running_containers() {
    docker ps --format '{{.Names}} {{.Label "com.docker.swarm.task.id"}}' 2>/dev/null </dev/null \
        | awk 'NF == 1 { sub(/,.*/, ""); print $1 }'
}

# "Docker version 26.1.5+dfsg1, build a72d7cd" gives 26.1.5+dfsg1.
engine_version() {
    "$dockerd" --version | sed 's/^Docker version \([^, ]*\).*/\1/'
}

dockerd=$(readlink -f "$(command -v dockerd)")
package=$(package_of "$dockerd")
case $package in
'')
    echo "Docker at $dockerd was not installed from a package; upgrade it by hand." >&2
    exit 1
    ;;
docker-engine | lxc-docker)
    # Alpine has the engine in a package of that name today.
    if ! command -v apk >/dev/null 2>&1; then
        echo "Docker is of the time before 2017: its package $package has no newer version." >&2
        echo "Remove the package (what is in /var/lib/docker stays), then run ‹command provision›." >&2
        exit 1
    fi
    related='docker docker-cli docker-openrc containerd runc'
    ;;
docker-ce) related='docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin docker-ce-rootless-extras' ;;
docker.io) related='docker-cli containerd runc' ;;
moby-engine | docker) related='docker-cli containerd runc' ;;
*) related='' ;;
esac

# shellcheck disable=SC2086 # names of packages
packages=$(installed "$package" $related | awk '{ print $1 }')
# shellcheck disable=SC2086 # names of packages
held=$(held $packages | tr '\n' ' ')
if [ -n "$held" ]; then
    # shellcheck disable=SC2086 # names of packages
    echo "The host holds Docker at its version. To let it go: $(release_command ${held% })" >&2
    exit 1
fi

printf 'onemachine.before=%s\n' "$(engine_version)"
printf 'onemachine.running=%s\n' "$(running_containers | tr '\n' ' ')"

if ! refresh_packages >/dev/null; then
    echo onemachine.incomplete=yes
fi
# shellcheck disable=SC2086 # names of packages
before=$(installed $packages)
# shellcheck disable=SC2086 # names of packages
upgrade_packages $packages
# shellcheck disable=SC2086 # names of packages
if [ "$(installed $packages)" != "$before" ]; then
    echo onemachine.changed=yes
fi
printf 'onemachine.after=%s\n' "$(engine_version)"
