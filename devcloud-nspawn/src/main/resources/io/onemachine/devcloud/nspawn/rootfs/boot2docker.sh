#!/bin/sh
# Turns a Debian guest with Docker into one that clients take for boot2docker: its os-release, its user, its profile and
# its init script. The system remains Debian.
# usage: boot2docker.sh ROOT
set -eu
root=$1
version=19.03.12

rm -f "$root/etc/os-release" "$root/usr/lib/os-release"
cat > "$root/usr/lib/os-release" << EOF
NAME=Boot2Docker
VERSION=$version
ID=boot2docker
ID_LIKE=tcl
VERSION_ID=$version
PRETTY_NAME="Boot2Docker $version (TCL 10.1)"
EOF
ln -s ../usr/lib/os-release "$root/etc/os-release"
echo "$version" > "$root/etc/boot2docker"
echo boot2docker > "$root/etc/hostname"
sed -i 's/^127\.0\.1\.1.*/127.0.1.1\tboot2docker/' "$root/etc/hosts"

install -m 0755 "$ONEMACHINE_FILES/boot2docker/docker" "$root/etc/init.d/docker"
install -D -m 0755 "$ONEMACHINE_FILES/boot2docker/boot" "$root/usr/lib/onemachine/boot2docker"
install -m 0755 "$ONEMACHINE_FILES/boot2docker/sethostname" "$root/usr/bin/sethostname"
install -m 0644 "$ONEMACHINE_FILES/boot2docker/boot2docker.service" "$root/etc/systemd/system/boot2docker.service"
ln -sf /etc/systemd/system/boot2docker.service "$root/etc/systemd/system/multi-user.target.wants/boot2docker.service"
for unit in docker.service docker.socket containerd.service; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
ln -sf busybox "$root/usr/bin/netstat"

mkdir -p "$root/var/lib/boot2docker"
chroot "$root" usermod -u 1000 -g staff -G docker -s /bin/sh -c Docker docker
echo 'docker:tcuser' | chroot "$root" chpasswd
echo 'docker ALL = NOPASSWD: ALL' > "$root/etc/sudoers.d/docker"
chmod 0440 "$root/etc/sudoers.d/docker"

# The shell and the commands that create users are BusyBox's. Debian's BusyBox lacks adduser and addgroup; these replacements accept
# the same arguments.
for program in useradd usermod groupadd; do
    mv "$root/usr/sbin/$program" "$root/usr/lib/onemachine/"
done
ln -sf busybox "$root/usr/bin/sh"
install -m 0755 "$ONEMACHINE_FILES/boot2docker/adduser" "$ONEMACHINE_FILES/boot2docker/addgroup" "$root/usr/sbin/"
