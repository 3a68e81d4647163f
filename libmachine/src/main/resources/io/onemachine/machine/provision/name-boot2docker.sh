# Names a boot2docker host MACHINE_NAME, at its next boots too. Runs as root.
if [ "$(hostname)" != "$MACHINE_NAME" ]; then
    sethostname "$MACHINE_NAME"
fi
mkdir -p /var/lib/boot2docker/etc
printf '%s\n' "$MACHINE_NAME" >/var/lib/boot2docker/etc/hostname
