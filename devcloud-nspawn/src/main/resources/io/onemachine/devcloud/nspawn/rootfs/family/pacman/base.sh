#!/bin/sh
# Turns a Debian guest with pacman into one whose package manager it is, with a repository of Arch's packages of Docker.
# usage: base.sh ROOT        after engines.sh
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/family/functions.sh"
repository=$share/repositories/arch

# Builds a package of what was prepared; standard input is its installation script, $4 its dependencies.
pacman_package() { # STATE NAME VERSION DEPENDENCIES
    mkdir -p "$root$repository/$1" "$stage"
    {
        printf '%s\n' "pkgname = $2" "pkgbase = $2" "pkgver = $3-1" "pkgdesc = $2" 'url = https://devcloud.invalid' \
            'builddate = 1700000000' 'packager = Devcloud' "size = $(du -sb "$stage" | cut -f1)" 'arch = x86_64' 'license = Apache'
        for dependency in $4; do
            echo "depend = $dependency"
        done
    } > "$stage/.PKGINFO"
    cat > "$stage/.INSTALL"
    [ -s "$stage/.INSTALL" ] || rm "$stage/.INSTALL"
    (
        cd "$stage"
        tar --zstd --owner=0 --group=0 -cf "$root$repository/$1/$2-$3-1-x86_64.pkg.tar.zst" -- .[A-Z]* *
    )
    rm -rf "$stage"
}

packages() { # STATE ENGINE CONTAINERD RUNC
    for program in dockerd docker docker-proxy docker-init; do
        program "$1" "$program" /usr/bin
    done
    docker_unit docker.socket << 'EOF'
ExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
EOF
    pacman_package "$1" docker "1:$2" 'containerd runc' << 'EOF'
post_install() {
    getent group docker > /dev/null || groupadd --system docker
    systemctl daemon-reload > /dev/null 2>&1 || :
}
post_upgrade() {
    systemctl daemon-reload > /dev/null 2>&1 || :
}
EOF
    program "$1" containerd /usr/bin
    program "$1" containerd-shim-runc-v2 /usr/bin
    containerd_unit
    pacman_package "$1" containerd "$3" runc < /dev/null
    program "$1" runc /usr/bin
    pacman_package "$1" runc "$4" '' < /dev/null
}

packages old 20.10.24 1.6.20 1.1.5
packages new 26.1.5 1.7.24 1.1.15
# A database has one release of a package, as Arch's: both offers what new does.
cp -al "$root$repository/new" "$root$repository/both"
for state in old new both; do
    chroot "$root" sh -c 'cd "$1" && repo-add -q extra.db.tar.gz ./*.pkg.tar.zst' sh "$repository/$state"
done
ln -s both "$root$repository/offered"

install -m 0755 "$ONEMACHINE_FILES/family/offer" "$root$share/offer"
cat > "$root/etc/pacman.conf" << EOF
[options]
Architecture = x86_64
SigLevel = Never
DisableSandbox

[extra]
Server = file://$repository/offered
EOF
mkdir -p "$root/var/lib/pacman/sync" "$root/var/lib/pacman/local" "$root/var/cache/pacman/pkg"
hide dnf dnf-3 dnf4 zypper rpm rpmbuild
