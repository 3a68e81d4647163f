# For later scripts: the engine as a service of OpenRC. Runs as root. engine-systemd.sh says what the functions are.

# supervise-daemon's own file has the number of the supervisor.
engine_process() {
    process=$(cat /var/run/docker.pid 2>/dev/null || true)
    if [ -n "$process" ] && [ "$(cat "/proc/$process/comm" 2>/dev/null)" = dockerd ]; then
        echo "$process"
    else
        echo 0
    fi
}

# The state of the service is that of its supervisor, which also stays when dockerd cannot start.
is_engine_active() {
    rc-service --quiet docker status >/dev/null 2>&1
}

active_units() {
    if is_engine_active; then
        echo docker
    fi
}

stop_engine() {
    rc-service --quiet docker stop >/dev/null 2>&1 || true
    rc-service --quiet docker zap >/dev/null 2>&1 || true
}

# An engine that is started before containerd answers starts one of its own, and its next start finds the other one, which does not know
# its containers.
start_containerd() {
    rc-update --update >/dev/null 2>&1 || true # it misses services that were installed within a second of the last update
    case " $(rc-service --quiet docker ineed 2>/dev/null) $(rc-service --quiet docker iwant 2>/dev/null) " in
        *' containerd '*) ;;
        *) return 0 ;;
    esac
    env -i PATH="$PATH" rc-service --quiet containerd start </dev/null >/dev/null 2>&1 9>&- || return 0
    tries=50
    until [ -S /run/containerd/containerd.sock ] || [ "$tries" -le 0 ]; do
        tries=$((tries - 1))
        sleep 0.2
    done
}

# As at the host's start, without this connection's variables and files. OpenRC takes a start for a success when the supervisor runs.
start_engine() {
    start_containerd
    env -i PATH="$PATH" rc-service --quiet docker start </dev/null >/dev/null 2>&1 9>&- || return 1
    tries=300
    until timeout 20 docker version >/dev/null 2>&1 </dev/null; do
        tries=$((tries - 1))
        if [ "$tries" -le 0 ] || { [ "$tries" -lt 275 ] && [ "$(engine_process)" = 0 ]; }; then
            echo "The Docker engine does not answer." >&2
            return 1
        fi
        sleep 0.2
    done
}

start_unit() {
    start_engine
}

is_engine_enabled() {
    [ -e /etc/runlevels/default/docker ] || [ -e /etc/runlevels/boot/docker ]
}

enable_engine() {
    rc-update --quiet add docker default >/dev/null
}

disable_engine() {
    rc-update --quiet del docker default >/dev/null
}

reload_services() {
    :
}

# The file has no times that could be compared.
engine_log_lines() {
    tail -n 15 /var/log/docker.log 2>/dev/null || true
}
