# Ensures that the running engine is the installed one, and prints which of CONTAINERS do not run. Runs as root, after the script of the
# service manager.

# An engine that its package has restarted is not restarted again, as each restart stops the containers.
program=$(readlink "/proc/$(engine_process)/exe" 2>/dev/null || true)
case $program in
'' | *' (deleted)')
    reload_services
    stop_engine
    ;;
esac
start_engine

running=$(docker ps --format '{{.Names}}' </dev/null | sed 's/,.*//')
stopped=
for container in $CONTAINERS; do
    if ! printf '%s\n' "$running" | grep -qxF "$container"; then
        stopped="$stopped $container"
    fi
done
printf 'onemachine.stopped=%s\n' "${stopped# }"
