# Names the host MACHINE_NAME and puts the engine's certificates (CA, SERVER_CERT, SERVER_KEY) in place. Runs as root.
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
umask 022

put() { # MODE FILE CONTENT: the file is there whole or not at all, and a secret is never readable for a moment
    temporary=$(mktemp "$2.XXXXXX")
    printf '%s' "$3" >"$temporary"
    chmod "$1" "$temporary"
    mv -f "$temporary" "$2"
}

# First the name's address: sudo looks it up each time and waits when there is none.
if ! awk -v name="$MACHINE_NAME" '$1 !~ /^#/ { for (i = 2; i <= NF; i++) if ($i == name) found = 1 } END { exit !found }' \
    /etc/hosts; then
    hosts=$(awk -v name="$MACHINE_NAME" '
        $1 == "127.0.1.1" { print "127.0.1.1 " name; done = 1; next }
        { print }
        END { if (!done) print "127.0.1.1 " name }' /etc/hosts)
    printf '%s\n' "$hosts" >/etc/hosts
fi
if [ "$(cat /etc/hostname 2>/dev/null)" != "$MACHINE_NAME" ]; then
    printf '%s\n' "$MACHINE_NAME" >/etc/hostname
fi
if [ "$(cat /proc/sys/kernel/hostname)" != "$MACHINE_NAME" ]; then
    hostname "$MACHINE_NAME" 2>/dev/null || printf '%s\n' "$MACHINE_NAME" >/proc/sys/kernel/hostname
fi

mkdir -p /etc/docker
put 0644 /etc/docker/ca.pem "$CA"
put 0644 /etc/docker/server.pem "$SERVER_CERT"
put 0600 /etc/docker/server-key.pem "$SERVER_KEY"
