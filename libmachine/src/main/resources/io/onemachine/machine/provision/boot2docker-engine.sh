# For the next script: restarts boot2docker's engine. Runs as root, in BusyBox's sh.
engine_answers() {
    docker version >/dev/null 2>&1
}

# Waits until the engine answers, checking five times a second; gives up when it is missing MISSES times in a row.
await_engine() { # SECONDS MISSES
    left=$(($1 * 5))
    missed=0
    until engine_answers; do
        if pidof dockerd >/dev/null; then missed=0; else missed=$((missed + 1)); fi
        left=$((left - 1))
        if [ "$left" -le 0 ] || [ "$missed" -ge "$2" ]; then
            return 1
        fi
        sleep 0.2
    done
}
