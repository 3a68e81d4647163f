# Starts the containers of a classic Swarm from SWARM_IMAGE; MASTER and AGENT are the arguments of docker run, shell words, or
# empty. Runs as root.
set -eu
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin

# run NAME WORDS: one from an earlier time makes way.
run() {
    name=$1
    eval "set -- $2"
    [ "$#" -gt 0 ] || return 0
    docker rm -f "$name" >/dev/null 2>&1 || true
    if ! docker run --detach --restart always --name "$name" "$@" >/dev/null; then
        docker rm -f "$name" >/dev/null 2>&1 || true
        exit 1
    fi
}

if ! docker image inspect "$SWARM_IMAGE" >/dev/null 2>&1; then
    docker pull "$SWARM_IMAGE" >/dev/null
fi
run swarm-agent-master "$MASTER"
run swarm-agent "$AGENT"
