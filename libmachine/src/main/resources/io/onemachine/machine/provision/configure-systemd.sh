# Sets how systemd starts the Docker engine (DROP_IN), lets SSH_USER use it, and starts it anew. Runs as root.
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
umask 022

if ! systemctl cat docker.service >/dev/null 2>&1; then
    echo "Docker is installed but systemd knows no docker.service." >&2
    exit 1
fi
# The socket too: systemd would go on listening where the engine is about to.
systemctl stop docker.service docker.socket >/dev/null 2>&1 || true

folder=/etc/systemd/system/docker.service.d
mkdir -p "$folder"
temporary=$(mktemp "$folder/.10-machine.XXXXXX")
printf '%s' "$DROP_IN" >"$temporary"
chmod 0644 "$temporary"
mv -f "$temporary" "$folder/10-machine.conf"
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
