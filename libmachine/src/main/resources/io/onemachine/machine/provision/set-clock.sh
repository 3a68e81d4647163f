# Sets the clock to NOW, in seconds since 1970, when it is more than a minute off, and prints by how many seconds. Runs as root.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
off=$((NOW - $(date +%s)))
if [ "$off" -gt 60 ] || [ "$off" -lt -60 ]; then
    date -u -s "@$NOW" >/dev/null
    hwclock --systohc >/dev/null 2>&1 || true # a VM may have no other clock
    echo "$off"
fi
