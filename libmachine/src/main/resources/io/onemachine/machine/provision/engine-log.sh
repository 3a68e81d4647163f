# Prints the last lines of the Docker engine's log. Runs as root.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
if [ -f /var/lib/boot2docker/log/docker.log ]; then
    tail -n 15 /var/lib/boot2docker/log/docker.log
elif [ -d /run/systemd/system ]; then
    journalctl --unit docker.service --lines 15 --output cat --no-pager 2>/dev/null
else
    tail -n 15 /var/log/docker.log 2>/dev/null
fi
