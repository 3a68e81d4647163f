# Functions for scripts that make a guest look like a distribution. The caller sets root.
# shellcheck shell=sh disable=SC1091,SC2154 # root is the caller's
share=/usr/share/onemachine

# Standard input is the distribution's os-release.
os_release() {
    rm -f "$root/etc/os-release" "$root/usr/lib/os-release" "$root/etc/debian_version"
    cat > "$root/usr/lib/os-release"
    ln -s ../usr/lib/os-release "$root/etc/os-release"
    echo localhost > "$root/etc/hostname"
    sed -i '/^127\.0\.1\.1/d' "$root/etc/hosts"
}

# Installs a package that provides what packages expect of the distribution itself, and the release of its repositories.
release_package() { # NAME RELEASEVER
    . "$ONEMACHINE_FILES/family/rpm/functions.sh"
    rpm_package /root/built "$1" "$2-1" << EOF
Provides: system-release = $2
Provides: system-release(releasever) = $2
Provides: container-selinux = 2:2.235.0
Provides: systemd = 257
Provides: iptables = 1.8.10
Provides: iptables-nft = 1.8.10
Provides: tar = 1.34
Provides: xz = 5.6
Provides: /bin/sh
Provides: /usr/bin/bash
Provides: /usr/sbin/groupadd
EOF
    chroot "$root" sh -c 'rpm --install --nosignature /root/built/*.rpm'
    rm -rf "$root/root/built"
}

# Like Red Hat's: no service of a package is enabled by its installation.
preset_none() {
    mkdir -p "$root/usr/lib/systemd/system-preset"
    echo 'disable *' > "$root/usr/lib/systemd/system-preset/99-default-disable.preset"
}

# Standard input is more lines of the section.
repository() { # FILE ID SET
    {
        printf '[%s]\nname=%s\nbaseurl=file://%s/repositories/%s/offered\nenabled=1\n' "$2" "$2" "$share" "$3"
        cat
    } > "$root/etc/yum.repos.d/$1.repo"
}

# The distribution's own packages: those that conflict with Docker's.
appstream_repository() { # FILE ID
    echo 'gpgcheck=0' | repository "$1" "$2" appstream
}

# Docker's repository as an administrator has set it up earlier.
docker_repository() {
    printf 'gpgcheck=1\ngpgkey=file://%s/repositories/docker-ce/gpg\n' "$share" | repository docker-ce docker-ce-stable docker-ce
}

# No repository of Docker's; a repository file for https://download.docker.com works.
docker_downloads() {
    ln -s /etc/systemd/system/download-server.service "$root/etc/systemd/system/multi-user.target.wants/download-server.service"
    printf '127.0.0.1\tdownload.docker.com\n' >> "$root/etc/hosts"
}

# The product that zypper looks for, and the one repository.
suse_product() { # NAME VERSION REPOSITORY
    cat > "$root/etc/products.d/$1.prod" << EOF
<?xml version="1.0" encoding="UTF-8"?>
<product schemeversion="0">
  <vendor>SUSE</vendor>
  <name>$1</name>
  <version>$2</version>
  <release>1</release>
  <arch>x86_64</arch>
  <summary>$1 $2</summary>
</product>
EOF
    ln -sf "$1.prod" "$root/etc/products.d/baseproduct"
    printf '[%s]\nname=%s\nenabled=1\nautorefresh=1\nbaseurl=file://%s/repositories/suse/offered\ntype=rpm-md\ngpgcheck=0\n' \
        "$3" "$3" "$share" > "$root/etc/zypp/repos.d/$3.repo"
    release_package "$1-release" "$2"
    preset_none
}

# A system that is updated as a whole: Docker is part of it, /usr is read-only, and the user core logs in.
image_based() { # CONTAINERD-SOCKET; standard input is the line ExecStart and what differs
    sed -e '/^EnvironmentFile=/d' -e '/^ExecStart=/d' -i "$root/usr/lib/systemd/system/docker.service"
    cat > "$root/root/lines"
    sed -i "/^\[Service\]/r $root/root/lines" "$root/usr/lib/systemd/system/docker.service"
    rm "$root/root/lines"
    mkdir -p "$root/etc/containerd"
    printf 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\naddress = "%s"\n' "$1" \
        > "$root/etc/containerd/config.toml"
    rm -f "$root"/etc/systemd/system/multi-user.target.wants/docker.service
    mkdir -p "$root/etc/systemd/system/sockets.target.wants"
    ln -sf /usr/lib/systemd/system/docker.socket "$root/etc/systemd/system/sockets.target.wants/docker.socket"
    chroot "$root" userdel --remove docker > /dev/null 2>&1
    chroot "$root" groupadd --system --force docker
    chroot "$root" useradd -m -s /bin/bash -p '*' -G docker core
    echo 'core ALL=(ALL) NOPASSWD: ALL' > "$root/etc/sudoers.d/core"
    chmod 0440 "$root/etc/sudoers.d/core"
    # Neither has a package manager.
    rm -f "$root"/usr/bin/apt "$root"/usr/bin/apt-* "$root"/usr/bin/dpkg "$root"/usr/bin/dpkg-*
}
