#!/bin/sh
# Unpacks two real releases of the Docker Engine for the scripts that build packages of them: Debian 12's 20.10.24 and Debian 13's
# 26.1.5, and OpenRC. The libraries that they need are packages of the base. Runs while apt in ROOT can still reach the mirror.
# usage: engines.sh ROOT        creates /usr/share/onemachine/engines/{old,new}, openrc and hello.tar
set -eu
root=$1
share=/usr/share/onemachine

download() { # SUITE PACKAGE...
    suite=$1
    shift
    mkdir -p "$root$share/debs"
    for package in "$@"; do
        # shellcheck disable=SC2016 # the arguments of the shell inside
        chroot "$root" sh -c 'cd "$1" && apt-get -q -o APT::Sandbox::User=root download "$2"' \
            sh "$share/debs" "$package/$suite"
    done
}

fetch() { # SUITE NAME PACKAGE...
    name=$2
    suite=$1
    shift 2
    download "$suite" "$@"
    mkdir -p "$root$share/engines/$name"
    for deb in "$root$share/debs"/*.deb; do
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root$share/engines/$name" --strip-components=3 --wildcards \
            './usr/bin/docker*' './usr/sbin/docker*' './usr/bin/containerd*' './usr/sbin/runc' './usr/bin/tini-static' \
            './usr/bin/busybox' 2> /dev/null || true
    done
    rm -rf "${root:?}$share/debs"
    (cd "$root$share/engines/$name" && mv tini-static docker-init.real && rm -f docker-init containerd-shim containerd-shim-runc-v1 \
        dockerd-rootless* && mv docker-init.real docker-init)
    for program in dockerd docker docker-proxy docker-init containerd containerd-shim-runc-v2 runc; do
        [ -x "$root$share/engines/$name/$program" ] || { echo "$suite has no $program" >&2; exit 1; }
    done
}

mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' "$root/etc/apt/sources.list" | head -n 1)
echo "deb $mirror bookworm main" > "$root/etc/apt/sources.list.d/bookworm.list"
chroot "$root" apt-get update -q
fetch bookworm old docker.io containerd runc tini
fetch trixie new docker.io docker-cli containerd runc tini busybox-static
rm "$root/etc/apt/sources.list.d/bookworm.list"

# OpenRC cannot be installed beside systemd.
download trixie openrc librc1t64 libeinfo1 opendoas
for deb in "$root$share/debs"/*.deb; do
    dpkg-deb --extract "$deb" "$root$share/openrc"
done
rm -rf "${root:?}$share/debs"

sh "$ONEMACHINE_FILES/hello.sh" "$root" "$root$share/engines/new/busybox"
rm -f "$root$share/engines/new/busybox"
