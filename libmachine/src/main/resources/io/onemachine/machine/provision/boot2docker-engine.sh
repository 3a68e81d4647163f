# For the script that follows: how boot2docker's engine is started anew. Runs as root, in BusyBox's sh.
# shellcheck disable=SC2317 # the functions after it call it
engine_answers() {
    docker version >/dev/null 2>&1
}

# Until the engine answers, looking five times a second; not when it is gone MISSES times on end.
# shellcheck disable=SC2317 # the scripts that follow call it
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
