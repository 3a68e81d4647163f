# Names the host MACHINE_NAME. Runs as root.

# The name's address comes first: sudo looks it up each time and waits when there is none.
if ! awk -v name="$MACHINE_NAME" '$1 !~ /^#/ { for (i = 2; i <= NF; i++) if ($i == name) found = 1 } END { exit !found }' \
    /etc/hosts; then
    hosts=$(awk -v name="$MACHINE_NAME" '
        $1 == "127.0.1.1" { print "127.0.1.1 " name; done = 1; next }
        { print }
        END { if (!done) print "127.0.1.1 " name }' /etc/hosts)
    remember "$(readlink -f /etc/hosts)" # a link's target is changed
    printf '%s\n' "$hosts" >/etc/hosts
fi
if [ "$(cat /etc/hostname 2>/dev/null)" != "$MACHINE_NAME" ]; then
    remember "$(readlink -f /etc/hostname)"
    printf '%s\n' "$MACHINE_NAME" >/etc/hostname
fi
if [ "$(cat /proc/sys/kernel/hostname)" != "$MACHINE_NAME" ]; then
    note_change hostname "$(cat /proc/sys/kernel/hostname)"
    hostname "$MACHINE_NAME" 2>/dev/null || printf '%s\n' "$MACHINE_NAME" >/proc/sys/kernel/hostname
fi
