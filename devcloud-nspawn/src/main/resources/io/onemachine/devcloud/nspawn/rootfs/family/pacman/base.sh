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
    describe "$@"
    rm -rf "$stage"
}

# Writes a package's entry of the database, as repo-add does.
describe() { # STATE NAME VERSION DEPENDENCIES
    package=$2-$3-1-x86_64.pkg.tar.zst
    entry=$root$repository/database-$1/$2-$3-1
    mkdir -p "$entry"
    {
        printf '%%%s%%\n%s\n\n' FILENAME "$package" NAME "$2" BASE "$2" VERSION "$3-1" DESC "$2" \
            CSIZE "$(stat -c %s "$root$repository/$1/$package")" ISIZE "$(sed -n "s/^size = //p" "$stage/.PKGINFO")" \
            SHA256SUM "$(sha256sum "$root$repository/$1/$package" | cut -d' ' -f1)" URL https://devcloud.invalid LICENSE Apache \
            ARCH x86_64 BUILDDATE 1700000000 PACKAGER Devcloud
        if [ -n "$4" ]; then
            echo '%DEPENDS%'
            echo "$4" | tr ' ' '\n'
            echo
        fi
    } > "$entry/desc"
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
for state in old new; do
    tar -C "$root$repository/database-$state" -czf "$root$repository/$state/extra.db.tar.gz" --transform "s;^[.]/;;" .
    ln -s extra.db.tar.gz "$root$repository/$state/extra.db"
    rm -rf "$root$repository/database-$state"
done
# A database has one release of a package, as Arch's: both offers what new does.
cp -a "$root$repository/new" "$root$repository/both"
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
