# Starts the containers of a classic Swarm from SWARM_IMAGE; MASTER and AGENT are the arguments of docker run, shell words, or
# empty. Runs as root, after changes.sh.

# run NAME WORDS: one from an earlier time makes way; where the host may be put back as it was, it is kept until then.
# shellcheck disable=SC2154 # changes is from changes.sh
run() {
    name=$1
    eval "set -- $2"
    [ "$#" -gt 0 ] || return 0
    if [ -e "$changes/undo" ]; then
        printf '%s\n' "$name" >>"$changes/containers"
        if docker inspect "$name" >/dev/null 2>&1; then
            docker rm -f "$name.before" >/dev/null 2>&1 || true
            docker stop "$name" >/dev/null
            docker rename "$name" "$name.before"
        fi
    fi
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
