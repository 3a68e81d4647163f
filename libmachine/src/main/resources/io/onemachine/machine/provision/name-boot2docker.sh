# Names a boot2docker host MACHINE_NAME, at its next boots too. Runs as root.
if [ "$(hostname)" != "$MACHINE_NAME" ]; then
    note_change hostname "$(hostname)"
    sethostname "$MACHINE_NAME"
fi
make_folder /var/lib/boot2docker/etc
remember /var/lib/boot2docker/etc/hostname
printf '%s\n' "$MACHINE_NAME" >/var/lib/boot2docker/etc/hostname
