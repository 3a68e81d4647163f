# Checks how the engine is to be started, opens the host's firewall, lets SSH_USER use the engine, and restarts it. The script before it
# has set: command, the engine's command line in quotes for this shell; words, its words, one a line; renewed, whether the
# configuration stays as it was; starter, the user's own file that starts the engine. Runs as root, after that and firewall.sh.

# Docker 23 and newer can check options and daemon.json without starting anything.
# shellcheck disable=SC2120 # it sets its arguments itself
check_options() {
    if [ -n "$renewed" ]; then
        process=$(engine_process)
        if [ "$process" = 0 ]; then
            return
        fi
        # shellcheck disable=SC2016 # the inner shell expands them
        if said=$(xargs -0 sh -c 'program=$1; shift; exec "$program" --validate "$@"' _ <"/proc/$process/cmdline" 2>&1); then
            return
        fi
    else
        eval "set -- $command"
        program=$1
        shift
        if said=$("$program" --validate "$@" 2>&1 </dev/null); then
            return
        fi
    fi
    case $said in
        *'--validate'*) return ;;
    esac
    {
        echo "The engine does not take its options, or its file $daemon_json:"
        printf '%s\n' "$said"
    } >&2
    exit 1
}

trial=
second=

end_second() {
    if [ -z "$second" ]; then
        return
    fi
    kill "$second" 2>/dev/null || true
    tries=75
    while [ "$tries" -gt 0 ] && kill -0 "$second" 2>/dev/null; do
        tries=$((tries - 1))
        sleep 0.2
    done
    kill -KILL "$second" 2>/dev/null || true
    wait "$second" || true
    second=
}

end_trial() {
    if [ -n "$trial" ]; then
        second=${second:-${!:-}}
        end_second
        rm -rf "$trial" || true
        trial=
    fi
}

# Whether the engine supports another storage driver shows only when one is started: a second engine, beside the running one, in
# a folder and a network of its own. Its other errors do not matter.
# shellcheck disable=SC2120 # it sets its arguments itself
check_storage_driver() {
    root=$(timeout 20 docker info -f '{{.DockerRootDir}}' 2>/dev/null </dev/null || true)
    if [ -z "$STORAGE_DRIVER" ] || ! [ -d "$root" ] || ! command -v unshare >/dev/null 2>&1 \
        || [ "$(timeout 20 docker info -f '{{.Driver}}' 2>/dev/null </dev/null)" = "$STORAGE_DRIVER" ]; then
        return
    fi
    eval "set -- $command"
    trial=$(mktemp -d "$root/machine-trial.XXXXXX")
    echo '{}' >"$trial/daemon.json"
    unshare --net "$1" --config-file "$trial/daemon.json" --data-root "$trial/root" --exec-root "$trial/run" --pidfile "$trial/pid" \
        -H "unix://$changes/trial.sock" --bridge none --iptables=false --containerd-namespace machine-trial \
        --storage-driver "$STORAGE_DRIVER" >"$trial/log" 2>&1 </dev/null 9>&- &
    second=$!
    tries=50
    while [ "$tries" -gt 0 ] && ! [ -S "$changes/trial.sock" ] && kill -0 "$second" 2>/dev/null; do
        tries=$((tries - 1))
        sleep 0.2
    done
    end_second
    said=$(grep -i -e 'graphdriver' -e 'storage.driver' "$trial/log" | grep -i -e 'fail' -e 'fatal' -e 'error' | tail -n 3 || true)
    started=$(grep -c 'API listen on' "$trial/log" || true)
    end_trial
    if [ "$started" = 0 ] && [ -n "$said" ]; then
        echo "The engine cannot do with the storage driver $STORAGE_DRIVER on this host:" >&2
        printf '%s\n' "$said" >&2
        exit 1
    fi
}

# A service that notifies systemd is up when its start ends; of another it is only known that it was started.
await_listening() {
    if [ -z "$begun" ] || [ -n "$starter" ]; then
        return 0
    fi
    port=$(printf ':%04X' "$ENGINE_PORT")
    tries=100
    until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$port" '
        $4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'; do
        tries=$((tries - 1))
        if [ "$tries" -le 0 ] || ! is_engine_active; then
            echo "The engine was started but does not listen on port $ENGINE_PORT." >&2
            return 1
        fi
        sleep 0.2
    done
}

if [ -n "$begun" ] && [ -z "$starter" ]; then
    # shellcheck disable=SC2119
    check_options
    if [ -z "$renewed" ]; then
        # shellcheck disable=SC2119
        check_storage_driver
    fi
fi

if [ -n "$begun" ]; then
    note_change words "$(engine_words)"
fi
keep_containers "$words"
if [ -n "$begun" ]; then
    note_change ran "$ran"
    note_change active "$(active_units)"
fi
if [ -z "$renewed" ]; then
    open_firewall
fi
echo onemachine.starting=yes
stop_engine
if ! is_engine_enabled; then
    note_change enabled no
    enable_engine
fi

if [ "$SSH_USER" != root ] && [ -z "$renewed" ]; then
    if ! { getent group docker 2>/dev/null || grep '^docker:' /etc/group; } >/dev/null; then
        note_change group docker
        if command -v groupadd >/dev/null; then groupadd --system docker; else addgroup -S docker; fi
    fi
    case " $(id -Gn "$SSH_USER") " in
        *" docker "*) ;;
        *)
            note_change user "$SSH_USER"
            if command -v usermod >/dev/null; then usermod -aG docker "$SSH_USER"; else addgroup "$SSH_USER" docker; fi
            ;;
    esac
fi

since=$(date +%s)
start_engine & # in the background, so that a signal is handled at once
if ! { wait "$!" && await_listening; }; then
    engine_log_lines "$since" | sed 's/^/onemachine.log=/'
    exit 1
fi
report_containers
# The engine takes this driver without a word where the file system of its folder is fit for no other.
if [ "$STORAGE_DRIVER" != vfs ] && [ -d /var/lib/docker/vfs ] \
    && [ "$(timeout 20 docker info -f '{{.Driver}}' 2>/dev/null </dev/null)" = vfs ]; then
    echo onemachine.storage=vfs
fi
echo onemachine.configured=yes
