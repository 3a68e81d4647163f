# Runs in a mount namespace of its own, so that the mounts go when the host's last process does.
# arguments: DIRECTORY LOWER CGROUP... -- COMMAND...
umask 022
directory=$1
lower=$2
shift 2
while [ "$1" != -- ]; do
    echo $$ > "$1/cgroup.procs"
    shift
done
shift
mount -t overlay onemachine -o \
    "lowerdir=$lower,upperdir=$directory/upper,workdir=$directory/work,redirect_dir=off,metacopy=off,index=off" \
    "$directory/root"
for disk in "$directory"/volatile*.img; do
    if [ -f "$disk" ]; then
        mount -o loop "$disk" "${disk%.img}"
    fi
done
exec "$@"
