#!/bin/sh
# Installs Docker from the package source inside the image; needs no network.
# usage: docker.sh ROOT
set -eu
root=$1

printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"
wanted="docker.io busybox-static"
chroot "$root" apt-get update -q
if chroot "$root" apt-cache show docker-cli > /dev/null 2>&1; then
    wanted="$wanted docker-cli"
fi
# shellcheck disable=SC2086 # a list of package names
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -q --no-install-recommends \
    -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Use-Pty=false $wanted
chroot "$root" apt-get clean
# Where Docker's own packages have it, and docker-machine 0.16.2 expects it.
[ -e "$root/usr/bin/dockerd" ] || ln -s ../sbin/dockerd "$root/usr/bin/dockerd"
rm -f "$root/usr/sbin/policy-rc.d"
