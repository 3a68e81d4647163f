# For later scripts: keeps containers running while the engine is restarted with other options. Runs as root, after
# engine-systemd.sh or engine-openrc.sh.
# An engine with live-restore leaves its containers alone when it stops. It accepts the option without a restart, by reloading
# daemon.json; afterwards the file and the engine's settings are restored.
unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
daemon_json=/etc/docker/daemon.json
daemon_json_before=/etc/docker/.daemon.json.before-restart
ran=
not_kept=

running_containers() { # each with its process, which a restart changes
    timeout 20 docker ps -q --no-trunc 2>/dev/null </dev/null \
        | xargs -r docker inspect -f '{{.Id}} {{.State.Pid}}' 2>/dev/null || true
}

# The arguments of the running engine, one a line; none when none runs.
engine_words() {
    process=$(engine_process)
    if [ "$process" != 0 ]; then
        tr '\0' '\n' <"/proc/$process/cmdline" 2>/dev/null || true
    fi
}

# The arguments that must not change for an engine that keeps containers. Naming the storage driver that the engine uses anyway is not
# a change, nor is naming the containerd that it finds by itself.
lasting_options() { # STORAGE-DRIVER
    awk '
        value { print option "=" $0; value = 0; next }
        /^(--storage-driver|-s|--data-root|--graph|-g|--exec-root|--bip|--bridge|-b|--fixed-cidr|--containerd|--userns-remap)$/ {
            option = $0; value = 1; next
        }
        /^--(storage-driver|data-root|graph|exec-root|bip|bridge|fixed-cidr|containerd|userns-remap)=/' \
        | grep -vxF -e "--storage-driver=$1" -e "-s=$1" -e '--containerd=/run/containerd/containerd.sock' | sort
}

# The engine starts a containerd of its own where there is no other. When there is another one by now, the next start takes that.
has_own_containerd() {
    own=$(cat /var/run/docker/containerd/containerd.pid 2>/dev/null || true)
    [ -S /run/containerd/containerd.sock ] && [ -n "$own" ] && [ "$(cat "/proc/$own/comm" 2>/dev/null)" = containerd ]
}

live_restore_option() {
    grep -e '^--live-restore' || true
}

with_live_restore() { # VALUE: the original daemon.json with live-restore set
    if [ "$(tr -d '[:space:]' <"$daemon_json_before" | sed 's/^none$//; s/^{}$//')" = '' ]; then
        printf '{"live-restore": %s}\n' "$1"
    else
        awk -v value="$1" '
            !done && (at = index($0, "{")) {
                $0 = substr($0, 1, at) "\"live-restore\": " value ", " substr($0, at + 1)
                done = 1
            }
            { print }' "$daemon_json_before"
    fi
}

# Whether the file is as set_live_restore wrote it: after a restart of the host in between, the user may have changed it.
is_daemon_json_ours() {
    now=$(cat "$daemon_json" 2>/dev/null || true)
    [ "$now" = "$(with_live_restore true)" ] || [ "$now" = "$(with_live_restore false)" ]
}

put_daemon_json_back() {
    if [ -e "$daemon_json_before" ]; then
        if ! is_daemon_json_ours; then
            rm -f "$daemon_json_before"
        elif [ "$(cat "$daemon_json_before")" = none ]; then
            rm -f "$daemon_json" "$daemon_json_before"
        else
            mv -f "$daemon_json_before" "$daemon_json"
        fi
    fi
}

set_live_restore() { # VALUE: fails when the engine rejects it
    put 0644 "$daemon_json" "$(with_live_restore "$1")"
    process=$(engine_process)
    if [ "$process" = 0 ]; then
        return 1
    fi
    kill -HUP "$process" || return 1
    tries=50
    until [ "$(timeout 20 docker info -f '{{.LiveRestoreEnabled}}' 2>/dev/null </dev/null)" = "$1" ]; do
        tries=$((tries - 1))
        if [ "$tries" -le 0 ]; then
            return 1
        fi
        sleep 0.2
    done
}

keep_containers() { # WORDS: the arguments of the next start of the engine
    put_daemon_json_back # left by an earlier run that was cut off
    ran=$(running_containers)
    if [ -z "$ran" ]; then
        return
    fi
    restoring=$(timeout 20 docker info -f '{{.LiveRestoreEnabled}}' 2>/dev/null </dev/null || true)
    swarm=$(timeout 20 docker info -f '{{.Swarm.LocalNodeState}}' 2>/dev/null </dev/null || true)
    storage=$(timeout 20 docker info -f '{{.Driver}}' 2>/dev/null </dev/null || true)
    option=$(printf '%s\n' "$1" | live_restore_option)
    if [ "$swarm" != inactive ]; then
        not_kept="the host is in a swarm, whose engines cannot keep their containers"
    elif [ "$(engine_words | lasting_options "$storage")" != "$(printf '%s\n' "$1" | lasting_options "$storage")" ]; then
        not_kept="the engine's options for storage or networks have changed"
    elif has_own_containerd; then
        not_kept="the engine had a containerd of its own, and starts with that of the system"
    elif [ "$restoring" = true ] && { [ -n "$option" ] || grep -q '"live-restore"' "$daemon_json" 2>/dev/null; }; then
        return
    elif [ -n "$option" ]; then
        not_kept="the engine's options say that it keeps none"
    elif grep -q '"live-restore"' "$daemon_json" 2>/dev/null; then
        not_kept="$daemon_json says that the engine keeps none"
    else
        rm -f "$daemon_json_before.new"
        if [ -e "$daemon_json" ]; then
            cp -pP "$daemon_json" "$daemon_json_before.new" # a link stays one
        else
            printf none >"$daemon_json_before.new"
        fi
        mv -f "$daemon_json_before.new" "$daemon_json_before"
        if ! set_live_restore true; then
            put_daemon_json_back
            not_kept="the engine could not be set to keep them"
        fi
    fi
}

report_containers() {
    if [ -z "$ran" ]; then
        return
    fi
    if [ -e "$daemon_json_before" ]; then
        # An option removed from the file stays active in the engine until it is reset explicitly.
        set_live_restore false || true
        put_daemon_json_back
    fi
    runs=$(running_containers)
    printf 'onemachine.stopped-containers=%s\n' "$(printf '%s\n' "$ran" | grep -cvxF -e "${runs:-none}" || true)"
    printf 'onemachine.not-kept=%s\n' "$not_kept"
}

# Whether a setting is in the file that configures the engine's start, or left to daemon.json.
is_set() { # FILE OPTION-AND-VALUE VALUE
    grep -qF -e "$2" "$1" || grep -qF -e "\"$3\"" "$daemon_json" 2>/dev/null
}
