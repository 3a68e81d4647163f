# Writes PROFILE, with which boot2docker starts the Docker engine, and restarts it. With WRAPS_DOCKERD=yes the profile wraps the
# program dockerd. With RENEWAL=yes a sufficient profile stays as it is. Runs as root, in BusyBox's sh.
profile_file=/var/lib/boot2docker/profile
renewed=
if [ "$RENEWAL" = yes ] && grep -qF -e "DOCKER_HOST='-H $ENGINE_HOST'" "$profile_file" 2>/dev/null \
    && grep -qxF -e "SERVERCERT=$CERTIFICATES/server.pem" "$profile_file"; then
    renewed=yes
elif [ "$WRAPS_DOCKERD" = yes ] && ! grep -q '^[[:space:]]*dockerd ' /etc/init.d/docker; then
    echo "This boot2docker's /etc/init.d/docker cannot hand on engine options with blanks, quotes or line breaks." >&2
    exit 1
fi
# The host may still be booting: its own start of the engine would interfere with ours.
await_engine 30 150 || true

running=$(docker ps -q 2>/dev/null | wc -l)
note_change ran "$(docker ps -q --no-trunc 2>/dev/null </dev/null || true)"
note_change active docker
echo onemachine.starting=yes
if [ -z "$renewed" ]; then
    change 0644 "$profile_file" "$PROFILE"
fi
env -i PATH="$PATH" /etc/init.d/docker restart 9>&- # as at boot, without this connection's variables
if ! await_engine 60 5; then
    echo "The Docker engine does not answer." >&2
    tail -n 15 /var/lib/boot2docker/log/docker.log 2>/dev/null | sed 's/^/onemachine.log=/' || true
    exit 1
fi
if [ "$SSH_USER" != root ] && [ -z "$renewed" ]; then
    case " $(id -Gn "$SSH_USER") " in
        *" docker "*) ;;
        *)
            note_change user "$SSH_USER"
            addgroup "$SSH_USER" docker
            ;;
    esac
fi
printf 'onemachine.stopped-containers=%s\n' "$running"
printf 'onemachine.not-kept=%s\n' "on boot2docker none can be kept"
echo onemachine.configured=yes
