# Starts the containers of a classic Swarm from SWARM_IMAGE; MASTER and AGENT are the arguments of docker run, shell words, or
# empty. Runs as root, after changes.sh.

# An earlier container is kept as NAME.before where the change may be reverted; "kept" beside its name marks it for undo.sh. When
# the script runs again after a broken connection, NAME may be the new one already.
set_aside() { # NAME
    if ! grep -q "^$1 " "$changes/containers"; then
        if docker inspect --type container "$1" >/dev/null 2>&1; then
            docker rm -f "$1.before" >/dev/null 2>&1 || true
            printf '%s kept\n' "$1" >>"$changes/containers"
        else
            printf '%s new\n' "$1" >>"$changes/containers"
        fi
    fi
    if grep -qx "$1 kept" "$changes/containers" && ! docker inspect --type container "$1.before" >/dev/null 2>&1; then
        docker stop "$1" >/dev/null
        docker rename "$1" "$1.before"
    fi
}

# run NAME WORDS: replaces an earlier container.
run() {
    name=$1
    eval "set -- $2"
    [ "$#" -gt 0 ] || return 0
    if [ -e "$changes/undo" ]; then
        set_aside "$name"
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
