#!/bin/sh
# Turns a Debian guest into one with BusyBox's init and shell, OpenRC, doas, and a stand-in for apk. Its C library remains Debian's.
# usage: base.sh ROOT        after engines.sh
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/family/functions.sh"
repository=$share/repositories/alpine
files=$ONEMACHINE_FILES/family/openrc

# Moves what was prepared into the repository.
apk_package() { # STATE NAME VERSION DEPENDENCIES
    folder=$root$repository/$1/$2/$3-r0
    mkdir -p "$folder"
    mv "$stage" "$folder/files"
    if [ -n "$4" ]; then
        echo "$4" > "$folder/depends"
    fi
}

packages() { # STATE ENGINE CONTAINERD RUNC
    program "$1" docker /usr/bin
    apk_package "$1" docker-cli "$2" ''
    for program in dockerd docker-proxy docker-init; do
        program "$1" "$program" /usr/bin
    done
    mkdir -p "$stage/etc/init.d" "$stage/etc/conf.d"
    install -m 0755 "$files/docker" "$stage/etc/init.d/docker"
    printf '# Options of the engine\n#DOCKER_OPTS=""\n' > "$stage/etc/conf.d/docker"
    apk_package "$1" docker-engine "$2" "containerd=$3-r0 runc=$4-r0"
    printf '#!/bin/sh\ngrep -q ^docker: /etc/group || addgroup -S docker\n' > "$root$repository/$1/docker-engine/$2-r0/post-install"
    chmod 0755 "$root$repository/$1/docker-engine/$2-r0/post-install"
    mkdir -p "$stage"
    apk_package "$1" docker "$2" "containerd=$3-r0 runc=$4-r0 docker-engine=$2-r0 docker-cli=$2-r0"
    program "$1" containerd /usr/bin
    program "$1" containerd-shim-runc-v2 /usr/bin
    mkdir -p "$stage/etc/init.d"
    install -m 0755 "$files/containerd" "$stage/etc/init.d/containerd"
    apk_package "$1" containerd "$3" "runc=$4-r0"
    program "$1" runc /usr/bin
    apk_package "$1" runc "$4" ''
}

packages old 20.10.24 1.6.20 1.1.5
packages new 26.1.5 1.7.24 1.1.15
cp -al "$root$repository/new" "$root$repository/both"
for package in "$root$repository"/old/*; do
    cp -al "$package"/* "$root$repository/both/$(basename "$package")/"
done
ln -s both "$root$repository/offered"

cp -a "$root$share/openrc/." "$root/"
rm -rf "$root"/etc/runlevels/*/* "$root/etc/init.d/ssh"
for script in docker containerd; do
    rm -f "$root/etc/init.d/$script"
done
install -m 0755 "$files/sshd" "$files/one-context" "$files/one-context-local" "$root/etc/init.d/"
mkdir -p "$root/etc/runlevels/default"
for service in one-context-local sshd one-context; do
    ln -s "/etc/init.d/$service" "$root/etc/runlevels/default/$service"
done
# The hypervisor has mounted the control groups and configured the network.
printf 'rc_sys="systemd-nspawn"\nrc_provide="net"\nrc_logger="NO"\nrc_cgroup_mode="unified"\nrc_controller_cgroups="NO"\n' >> "$root/etc/rc.conf"
install -m 0644 "$files/inittab" "$root/etc/inittab"
install -D -m 0755 "$files/mounts" "$root/usr/lib/onemachine/mounts"
# Without them OpenRC complains at each change of a service.
mkdir -p "$root/etc/insserv.conf.d"
: > "$root/etc/insserv.conf"
echo 'permit nopass :wheel' > "$root/etc/doas.conf"
chmod 0400 "$root/etc/doas.conf"
chroot "$root" groupadd --system --force wheel

install -m 0755 "$ONEMACHINE_FILES/family/offer" "$root$share/offer"
install -m 0755 "$files/apk" "$root/usr/sbin/apk"
mkdir -p "$root/etc/apk" "$root/lib/apk/db"
printf '%s\n' https://dl-cdn.alpinelinux.org/alpine/v3.22/main https://dl-cdn.alpinelinux.org/alpine/v3.22/community \
    > "$root/etc/apk/repositories"
printf '%s\n' alpine-base openssh doas | sort > "$root/etc/apk/world"

# What a system without systemd does not have. Its libraries stay: the engine is linked with one.
rm -rf "$root/usr/lib/systemd" "$root/etc/systemd" "$root/usr/share/dbus-1" "$root"/usr/lib/python3* "$root/etc/sudoers.d"
for program in systemctl journalctl loginctl hostnamectl timedatectl localectl busctl systemd-run systemd-notify systemd-analyze \
    systemd-cat systemd-cgls systemd-cgtop systemd-tmpfiles systemd-sysusers networkctl; do
    rm -f "$root/usr/bin/$program"
done
rm -f "$root"/usr/sbin/init "$root"/usr/sbin/shutdown "$root"/usr/sbin/halt "$root"/usr/sbin/telinit "$root"/usr/sbin/runlevel
hide dnf dnf-3 dnf4 zypper rpm rpmbuild pacman pacman-key pacman-conf makepkg firewalld firewall-cmd firewall-offline-cmd sudo visudo
for program in useradd usermod groupadd adduser addgroup deluser delgroup; do
    for folder in usr/sbin usr/bin; do
        if [ -e "$root/$folder/$program" ]; then
            mv "$root/$folder/$program" "$root/usr/lib/onemachine/"
        fi
    done
done
install -m 0755 "$files/adduser" "$files/addgroup" "$root/usr/sbin/"
for program in init reboot poweroff halt; do
    ln -sf ../bin/busybox "$root/usr/sbin/$program"
done
ln -sf busybox "$root/usr/bin/sh"
ln -sf busybox "$root/usr/bin/ash"
