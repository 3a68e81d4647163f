# Reverts the changes on the host since begin-changes.sh, and lets the engine run as before. The argument "locked" is for
# scripts that hold the lock. Runs as root, after put.sh, changes.sh, the script of the service manager,
# keep-containers.sh, firewall.sh and boot2docker-engine.sh.
set +e # reverts as much as possible
trap '' HUP INT PIPE TERM

is_same() { # COPY FILE
    cmp -s "$1" "$2" && [ "$(stat -c '%a %u %g' "$1")" = "$(stat -c '%a %u %g' "$2")" ]
}

replace() { # COPY FILE: with its owner, permissions and times
    temporary=$(mktemp "$2.XXXXXX") || return 1
    if ! { rm -f "$temporary" && cp -pP "$1" "$temporary" && mv -f "$temporary" "$2"; }; then
        rm -f "$temporary"
        return 1
    fi
}

put_files_back() {
    number=0
    while IFS= read -r file; do
        if [ -e "$changes/$number" ] || [ -L "$changes/$number" ]; then
            if [ -L "$changes/$number" ] || ! is_same "$changes/$number" "$file"; then
                # A file that is a mount point of its own cannot be replaced.
                if ! replace "$changes/$number" "$file" 2>/dev/null; then
                    cat "$changes/$number" >"$file" || failed=yes
                fi
            fi
        else
            rm -f "$file" || failed=yes
        fi
        number=$((number + 1))
    done <"$changes/files"
    if [ -e "$changes/hostname" ]; then
        if [ -d /var/lib/boot2docker ]; then
            sethostname "$(cat "$changes/hostname")"
        else
            hostname "$(cat "$changes/hostname")" 2>/dev/null || cat "$changes/hostname" >/proc/sys/kernel/hostname
        fi
    fi
}

# With daemon.json as written for the containers, an engine keeps them, unless live-restore was just switched off.
keeps_containers() {
    [ -e "$daemon_json_before" ] \
        && [ "$(timeout 20 docker info -f '{{.LiveRestoreEnabled}}' 2>/dev/null </dev/null)" != false ]
}

# An engine with the new configuration is stopped as it was started: its containers keep running. After one that did not start,
# daemon.json still is as written for the containers.
stop_new_engine() {
    ran=$(cat "$changes/ran" 2>/dev/null || true)
    words=$(cat "$changes/words" 2>/dev/null || true)
    if is_engine_active && ! keeps_containers; then
        keep_containers "$words"
    fi
    stop_engine
}

start_old_engine() {
    reload_services
    if [ -n "$(printf '%s\n' "$words" | live_restore_option)" ]; then
        put_daemon_json_back # the engine keeps its containers anyway, and accepts no setting twice
    fi
    while read -r unit; do
        if [ -n "$unit" ] && ! start_unit "$unit" >/dev/null 2>&1; then
            echo "The unit $unit could not be started again as it was. Its last lines:" >&2
            engine_log_lines >&2
            failed=yes
        fi
    done <"$changes/active"
    report_containers >/dev/null
    if is_engine_active; then
        start_containers
    fi
    put_daemon_json_back
}

# The containers that the engine could not keep, each with the process it had.
start_containers() {
    if ! [ -s "$changes/ran" ]; then
        return
    fi
    running=$(running_containers)
    while read -r container _; do
        case $running in
            *"$container"*) ;;
            *) docker start "$container" >/dev/null 2>&1 </dev/null || true ;;
        esac
    done <"$changes/ran"
}

# Last, when the engine uses its own files again.
remove_folders() {
    while IFS= read -r folder; do
        rmdir "$folder" 2>/dev/null || true
    done <"$changes/folders"
}

remove_swarm_containers() {
    while read -r name earlier; do
        # Without NAME.before, NAME still is (or is again) the earlier one.
        if [ "$earlier" = new ] || docker inspect --type container "$name.before" >/dev/null 2>&1 </dev/null; then
            docker rm -f "$name" >/dev/null 2>&1 </dev/null || true
        fi
        if [ "$earlier" = kept ]; then
            docker rename "$name.before" "$name" >/dev/null 2>&1 </dev/null || true
            docker start "$name" >/dev/null 2>&1 </dev/null || true
        fi
    done <"$changes/containers"
}

if [ "${1:-}" != locked ]; then
    OWNER=$(cat "$changes/owner" 2>/dev/null)
    take_turn
fi
if ! [ -e "$changes/undo" ]; then
    exit 0
fi
failed=
words=
if [ "${1:-}" = locked ]; then # otherwise the timer itself runs this script, and ends with it
    stop_timer
fi
if ! [ -d /var/lib/boot2docker ]; then
    if [ -e "$changes/active" ]; then
        stop_new_engine
        put_files_back
        start_old_engine
    else
        put_files_back
        if grep -q '[.]service[.]d/' "$changes/files"; then
            reload_services
        fi
        if [ -e "$daemon_json_before" ]; then
            set_live_restore false || true
            put_daemon_json_back
        fi
    fi
    if [ -e "$changes/enabled" ]; then
        disable_engine >/dev/null 2>&1 || true
    fi
    if [ -e "$changes/user" ]; then
        if command -v gpasswd >/dev/null; then
            gpasswd -d "$(cat "$changes/user")" docker >/dev/null 2>&1 || true
        else
            delgroup "$(cat "$changes/user")" docker >/dev/null 2>&1 || true
        fi
    fi
    if [ -e "$changes/group" ]; then
        { if command -v groupdel >/dev/null; then groupdel docker; else delgroup docker; fi; } >/dev/null 2>&1 || true
    fi
else
    put_files_back
    if [ -e "$changes/active" ]; then
        env -i PATH="$PATH" /etc/init.d/docker restart 9>&-
        if ! await_engine 60 5; then
            echo "The Docker engine does not answer any more." >&2
            failed=yes
        fi
        start_containers
    fi
    if [ -e "$changes/user" ]; then
        delgroup "$(cat "$changes/user")" docker >/dev/null 2>&1 || true
    fi
fi
close_firewall
remove_swarm_containers
remove_folders
rm -rf "$changes"
if [ -n "$failed" ]; then
    echo "The host could not be put back as it was in all respects." >&2
    exit 1
fi
