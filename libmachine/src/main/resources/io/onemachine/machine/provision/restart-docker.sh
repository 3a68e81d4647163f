# Ensures that the running engine is the installed one, and prints which of CONTAINERS do not run. Runs as root.
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# An engine that its package has restarted is not restarted again, as each restart stops the containers.
process=$(systemctl show --property MainPID --value docker.service)
program=$(readlink "/proc/$process/exe" 2>/dev/null || true)
case $program in
'' | *' (deleted)')
    systemctl daemon-reload
    systemctl restart docker.service
    ;;
esac

systemctl start docker.service

running=$(docker ps --format '{{.Names}}' </dev/null | sed 's/,.*//')
stopped=
for container in $CONTAINERS; do
    if ! printf '%s\n' "$running" | grep -qxF "$container"; then
        stopped="$stopped $container"
    fi
done
printf 'onemachine.stopped=%s\n' "${stopped# }"
