# Sets how systemd starts the Docker engine (DROP_IN), lets SSH_USER use it, and starts it anew. Runs as root.
# Somebody may have changed files since systemd last read them. Reading them takes a tenth of a second, or more.
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
keep_containers
# The socket too: systemd would go on listening where the engine is about to.
systemctl stop docker.service docker.socket >/dev/null 2>&1 || true

folder=/etc/systemd/system/docker.service.d
mkdir -p "$folder"
put 0644 "$folder/10-machine.conf" "$DROP_IN"
systemctl daemon-reload
systemctl reset-failed docker.service docker.socket >/dev/null 2>&1 || true
if ! systemctl is-enabled --quiet docker.service; then
    systemctl enable --quiet docker.service
fi

if [ "$SSH_USER" != root ]; then
    getent group docker >/dev/null || groupadd --system docker
    case " $(id -Gn "$SSH_USER") " in
        *" docker "*) ;;
        *) usermod -aG docker "$SSH_USER" ;;
    esac
fi

systemctl start docker.service
tell_of_containers
