# For later scripts: where a host keeps its state from before the changes for the machine OWNER, and how scripts take turns. Runs as
# root.
changes=/var/run/docker-machine.changes
lock=/etc
if [ -d /run ]; then
    lock=$(readlink -f /run) # NFS does not support such locks on folders
fi

# Stops the timer that reverts unconfirmed changes.
stop_timer() {
    if [ -s "$changes/timer" ]; then
        kill -TERM "-$(cat "$changes/timer")" 2>/dev/null || true
    else
        systemctl stop machine-undo.timer >/dev/null 2>&1 || true
    fi
}

changed_by_owner() {
    [ -e "$changes/undo" ] && [ "$(cat "$changes/owner" 2>/dev/null)" = "$OWNER" ]
}

# An earlier run for the same machine has lost its connection: it is stopped and reverts its changes. The lock is on a folder that every
# host has, so that no file is left over; this script and its children hold it until they end.
take_turn() {
    if ! command -v flock >/dev/null 2>&1; then
        return
    fi
    exec 9<"$lock"
    tries=300
    until flock -n 9; do
        if [ "$tries" -eq 300 ]; then
            process=$(cat "$changes/process" 2>/dev/null || true)
            if changed_by_owner && [ "$(readlink "/proc/${process:-none}/fd/9" 2>/dev/null)" = "$lock" ]; then
                kill -TERM "$process" 2>/dev/null || true
            fi
        fi
        tries=$((tries - 1))
        if [ "$tries" -le 0 ]; then
            echo "Another ‹program› sets the host up." >&2
            exit 1
        fi
        sleep 0.2
    done
}
