# For the scripts that follow: where a host keeps what it was like before they changed it, and how they take turns. Runs as root.
changes=/var/run/docker-machine.changes

# One that is at work, and whose connection may be lost, makes way: it puts back what it has changed. The lock is on a folder that
# every host has, so that no file is left; this script and what it starts hold it until they end.
# shellcheck disable=SC2317 # the scripts that follow call it
take_turn() {
    if ! command -v flock >/dev/null 2>&1; then
        return
    fi
    exec 9</etc
    tries=300
    until flock -n 9; do
        if [ "$tries" -eq 300 ]; then
            process=$(cat "$changes/process" 2>/dev/null || true)
            if [ "$(readlink "/proc/${process:-none}/fd/9" 2>/dev/null)" = /etc ]; then
                kill -TERM "$process" 2>/dev/null || true
            fi
        fi
        tries=$((tries - 1))
        if [ "$tries" -le 0 ]; then
            echo "Another docker-machine is at work on the host." >&2
            exit 1
        fi
        sleep 0.2
    done
}
