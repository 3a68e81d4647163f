# Writes PROFILE, by which boot2docker starts the Docker engine, and starts it anew. With WRAPS_DOCKERD=yes the profile puts
# itself before the program dockerd. Runs as root, in BusyBox's sh.
answers() {
    docker version >/dev/null 2>&1
}

# await SECONDS MISSES: until the engine answers, looking five times a second; not when it is gone that many times on end.
await() {
    left=$(($1 * 5))
    missed=0
    until answers; do
        if pidof dockerd >/dev/null; then missed=0; else missed=$((missed + 1)); fi
        left=$((left - 1))
        if [ "$left" -le 0 ] || [ "$missed" -ge "$2" ]; then
            return 1
        fi
        sleep 0.2
    done
}

if [ "$WRAPS_DOCKERD" = yes ] && ! grep -q '^[[:space:]]*dockerd ' /etc/init.d/docker; then
    echo "This boot2docker's /etc/init.d/docker cannot hand on engine options with blanks, quotes or line breaks." >&2
    exit 1
fi
# The host may still be booting: its own start of the engine would get in the way of ours.
await 30 150 || true

running=$(docker ps -q 2>/dev/null | wc -l)
put 0644 /var/lib/boot2docker/profile "$PROFILE"
env -i PATH="$PATH" /etc/init.d/docker restart # as at boot: with nothing of this connection
if ! await 60 5; then
    echo "The Docker engine does not answer." >&2
    exit 1
fi
if [ "$SSH_USER" != root ]; then
    case " $(id -Gn "$SSH_USER") " in
        *" docker "*) ;;
        *) addgroup "$SSH_USER" docker ;;
    esac
fi
printf 'onemachine.stopped-containers=%s\n' "$running"
printf 'onemachine.not-kept=%s\n' "on boot2docker none can be kept"
