# Names a boot2docker host MACHINE_NAME, also at later boots. Runs as root.
if [ "$(hostname)" != "$MACHINE_NAME" ]; then
    note_change hostname "$(hostname)"
    sethostname "$MACHINE_NAME"
fi
create_folder /var/lib/boot2docker/etc
remember /var/lib/boot2docker/etc/hostname
printf '%s\n' "$MACHINE_NAME" >/var/lib/boot2docker/etc/hostname
