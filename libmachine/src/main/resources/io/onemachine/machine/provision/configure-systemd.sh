# Sets how systemd starts the Docker engine (DROP_IN), lets SSH_USER use it, and restarts it. With RENEWAL=yes a sufficient drop-in
# stays as it is. Runs as root, after keep-containers.sh.
drop_in=/etc/systemd/system/docker.service.d/10-machine.conf

# systemd orders drop-ins by their names, wherever they are: the last ExecStart counts.
later_drop_in() {
    after=
    for file in $(systemctl show --property DropInPaths --value docker.service); do
        if [ "$file" = "$drop_in" ]; then
            after=yes
        elif [ -n "$after" ] && grep -q '^[[:space:]]*ExecStart=' "$file"; then
            printf '%s\n' "$file"
        fi
    done | tail -n 1
}

# An engine started by the user's own file suffices if it requires certificates; its address is checked when it runs.
# shellcheck disable=SC2154 # daemon_json is from keep-containers.sh
check_starter() {
    starter=$(later_drop_in)
    if [ -z "$starter" ]; then
        return
    fi
    if systemctl show --property ExecStart --value docker.service | grep -q -e '--tlsverify' \
        || grep -q '"tlsverify"[[:space:]]*:[[:space:]]*true' "$daemon_json" 2>/dev/null; then
        printf 'onemachine.starter=%s\n' "$starter"
        return
    fi
    {
        echo "systemd would start the engine as $starter says, not as ‹program› does:"
        echo "its ExecStart counts, as its name sorts after 10-machine.conf, and it has no --tlsverify."
        echo "Take ExecStart out of that file on the host (its options go into ‹option engine-opt›), or give it these options:"
        sed -n 's/^ExecStart=\(..*\)/\1/p' "$drop_in"
    } >&2
    exit 1
}

# Docker 23 and newer can check options and daemon.json without starting anything.
# shellcheck disable=SC2120 # it sets its arguments itself
check_options() {
    if [ -n "$renewed" ]; then
        process=$(systemctl show --property MainPID --value docker.service)
        if [ "$process" = 0 ]; then
            return
        fi
        # shellcheck disable=SC2016 # the inner shell expands them
        if said=$(xargs -0 sh -c 'program=$1; shift; exec "$program" --validate "$@"' _ <"/proc/$process/cmdline" 2>&1); then
            return
        fi
    else
        eval "set -- $DOCKERD"
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

# shellcheck disable=SC2317 # the trap calls it too
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

# shellcheck disable=SC2317 # the trap calls it too
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
# shellcheck disable=SC2120,SC2154 # it sets its arguments itself; changes is from changes.sh
check_storage_driver() {
    root=$(timeout 20 docker info -f '{{.DockerRootDir}}' 2>/dev/null </dev/null || true)
    if [ -z "$STORAGE_DRIVER" ] || ! [ -d "$root" ] || ! command -v unshare >/dev/null 2>&1 \
        || [ "$(timeout 20 docker info -f '{{.Driver}}' 2>/dev/null </dev/null)" = "$STORAGE_DRIVER" ]; then
        return
    fi
    eval "set -- $DOCKERD"
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

# A unit that notifies systemd is up when its start ends; of another it is only known that it was started.
await_listening() {
    if [ -z "$begun" ] || [ -n "$starter" ]; then
        return 0
    fi
    port=$(printf ':%04X' "$ENGINE_PORT")
    tries=100
    until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$port" '
        $4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'; do
        tries=$((tries - 1))
        if [ "$tries" -le 0 ] || ! systemctl is-active --quiet docker.service; then
            echo "The engine was started but does not listen on port $ENGINE_PORT." >&2
            return 1
        fi
        sleep 0.2
    done
}

# Files may have changed since systemd last read them. Reading them takes a tenth of a second, or more.
if [ "$(systemctl show --property LoadState,NeedDaemonReload docker.service | sort | tr '\n' ' ')" \
    != 'LoadState=loaded NeedDaemonReload=no ' ]; then
    systemctl daemon-reload
fi
state=$(systemctl show --property LoadState --value docker.service)
case $state in
    loaded) ;;
    masked)
        echo "The unit docker.service is masked. To have it back: systemctl unmask docker.service" >&2
        exit 1
        ;;
    *)
        echo "Docker is installed but systemd knows no docker.service (it is: $state)." >&2
        exit 1
        ;;
esac

# Settings that the drop-in leaves to daemon.json are there.
is_set() { # OPTION-AND-VALUE VALUE
    grep -qF -e "$1" "$drop_in" || grep -qF -e "\"$2\"" "$daemon_json" 2>/dev/null
}

renewed=
if [ "$RENEWAL" = yes ] && grep -q '^ExecStart=.' "$drop_in" 2>/dev/null && is_set "-H $ENGINE_HOST " "$ENGINE_HOST" \
    && is_set "--tlscert $CERTIFICATES/server.pem" "$CERTIFICATES/server.pem"; then
    renewed=yes
    DROP_IN=$(cat "$drop_in")
else
    create_folder /etc/systemd/system/docker.service.d
    change 0644 /etc/systemd/system/docker.service.d/10-machine.conf "$DROP_IN"
    systemctl daemon-reload
fi
check_starter
if [ -n "$begun" ] && [ -z "$starter" ]; then
    # shellcheck disable=SC2119
    check_options
    if [ -z "$renewed" ]; then
        # shellcheck disable=SC2119
        check_storage_driver
    fi
fi

if [ -n "$renewed" ]; then
    words=$(printf '%s\n' "$DROP_IN" | drop_in_words)
else
    words=$(eval "printf '%s\\n' $DOCKERD") # without a unit's quotes, like the arguments of the running engine
fi
if [ -n "$starter" ]; then
    words=$(systemctl show --property ExecStart --value docker.service | sed 's/.*argv\[\]=\([^;]*\);.*/\1/' | tr ' ' '\n')
fi
if [ -n "$begun" ]; then
    note_change words "$(engine_words)"
fi
keep_containers "$words"
if [ -n "$begun" ]; then
    # shellcheck disable=SC2154 # ran is from keep-containers.sh
    note_change ran "$ran"
    note_change active "$(for unit in docker.socket docker.service; do
        case $(systemctl is-active "$unit" || true) in active | activating | reloading) echo "$unit" ;; esac
    done)"
fi
echo onemachine.starting=yes
# The socket too: otherwise systemd would keep listening where the engine is about to.
systemctl stop docker.service docker.socket >/dev/null 2>&1 || true
systemctl reset-failed docker.service docker.socket >/dev/null 2>&1 || true
if ! systemctl is-enabled --quiet docker.service; then
    note_change enabled no
    systemctl enable --quiet docker.service
fi

if [ "$SSH_USER" != root ] && [ -z "$renewed" ]; then
    if ! getent group docker >/dev/null; then
        note_change group docker
        groupadd --system docker
    fi
    case " $(id -Gn "$SSH_USER") " in
        *" docker "*) ;;
        *)
            note_change user "$SSH_USER"
            usermod -aG docker "$SSH_USER"
            ;;
    esac
fi

since=$(date +%s)
systemctl start docker.service & # in the background, so that a signal is handled at once
if ! { wait "$!" && await_listening; }; then
    journalctl --unit docker.service --since "@$since" --lines 15 --output cat --no-pager 2>/dev/null | sed 's/^/onemachine.log=/' || true
    exit 1
fi
report_containers
echo onemachine.configured=yes
