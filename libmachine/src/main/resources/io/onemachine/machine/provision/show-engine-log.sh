# Prints the last LINES lines of the Docker engine's log and, with FOLLOW=yes, what is added to it. Runs as the SSH user.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
root=
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then
        root='sudo -n'
    elif doas -n true 2>/dev/null; then
        root='doas -n'
    fi
fi
option=
[ "$FOLLOW" != yes ] || option=-f
if [ -f /var/lib/boot2docker/log/docker.log ]; then
    exec $root tail -n "$LINES" $option /var/lib/boot2docker/log/docker.log
elif [ -d /run/systemd/system ]; then
    exec $root journalctl --unit docker.service --lines "$LINES" --no-pager $option
else
    exec $root tail -n "$LINES" $option /var/log/docker.log
fi
