#!/bin/sh
# Turns a Debian guest with zypper and rpm into one whose package manager they are, with a repository of SUSE's packages of Docker.
# usage: base.sh ROOT        after engines.sh
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/family/rpm/functions.sh"
repository=$share/repositories/suse

packages() { # STATE ENGINE CONTAINERD RUNC
    for program in dockerd docker docker-proxy docker-init; do
        program "$1" "$program" /usr/bin
    done
    docker_unit containerd.service << 'EOF'
EnvironmentFile=/etc/sysconfig/docker
ExecStart=/usr/bin/dockerd --add-runtime oci=/usr/sbin/runc $DOCKER_NETWORK_OPTIONS $DOCKER_OPTS
EOF
    text /etc/sysconfig/docker << 'EOF'
## Path           : System/Management
## Description    : Extra arguments of the engine
## Type           : string
## Default        : ""
## ServiceRestart : docker
DOCKER_OPTS=""
DOCKER_NETWORK_OPTIONS=""
EOF
    rpm_package "$repository/$1" docker "$2-150000.1.1" << 'EOF'
Requires: containerd
Requires: runc
Requires: iptables
%pre
getent group docker > /dev/null || groupadd --system docker
%post
systemctl daemon-reload > /dev/null 2>&1 || :
%preun
if [ $1 -eq 0 ]; then systemctl --no-reload disable --now docker.service > /dev/null 2>&1 || :; fi
%postun
systemctl daemon-reload > /dev/null 2>&1 || :
if [ $1 -ge 1 ]; then systemctl try-restart docker.service > /dev/null 2>&1 || :; fi
EOF
    program "$1" containerd /usr/sbin
    program "$1" containerd-shim-runc-v2 /usr/sbin
    containerd_unit
    sed -i 's,/usr/bin/containerd,/usr/sbin/containerd,' "$stage/usr/lib/systemd/system/containerd.service"
    rpm_package "$repository/$1" containerd "$3-150000.1.1" << 'EOF'
Requires: runc
EOF
    program "$1" runc /usr/sbin
    rpm_package "$repository/$1" runc "$4-150000.1.1" < /dev/null
}

packages old 20.10.24 1.6.20 1.1.5
packages new 26.1.5 1.7.24 1.1.15
rpm_repository "$repository"

install -m 0755 "$ONEMACHINE_FILES/family/offer" "$root$share/offer"
mkdir -p "$root/etc/zypp/repos.d" "$root/etc/products.d"
chroot "$root" rpm --initdb
rm -f "$root"/usr/lib/*/rpm-plugins/systemd_inhibit.so "$root"/usr/lib/rpm-plugins/systemd_inhibit.so
hide dnf dnf-3 dnf4 pacman pacman-key pacman-conf makepkg
