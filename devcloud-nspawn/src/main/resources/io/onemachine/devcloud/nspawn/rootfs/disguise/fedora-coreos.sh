#!/bin/sh
# Fedora CoreOS: Docker is part of the system, and only its socket is enabled.
# usage: fedora-coreos.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="Fedora Linux"
VERSION="42.20250803.3.0 (CoreOS)"
RELEASE_TYPE=stable
ID=fedora
VERSION_ID=42
VERSION_CODENAME=""
PLATFORM_ID="platform:f42"
PRETTY_NAME="Fedora CoreOS 42.20250803.3.0"
ANSI_COLOR="0;38;2;60;110;180"
LOGO=fedora-logo-icon
CPE_NAME="cpe:/o:fedoraproject:fedora:42"
HOME_URL="https://getfedora.org/coreos/"
DOCUMENTATION_URL="https://docs.fedoraproject.org/en-US/fedora-coreos/"
BUG_REPORT_URL="https://github.com/coreos/fedora-coreos-tracker/"
REDHAT_BUGZILLA_PRODUCT="Fedora"
REDHAT_BUGZILLA_PRODUCT_VERSION=42
VARIANT="CoreOS"
VARIANT_ID=coreos
OSTREE_VERSION='42.20250803.3.0'
EOF
image_based /run/containerd/containerd.sock << 'EOF'
EnvironmentFile=-/etc/sysconfig/docker
ExecStart=/usr/bin/dockerd --host=fd:// --containerd=/run/containerd/containerd.sock --exec-opt native.cgroupdriver=systemd $OPTIONS
EOF
mkdir -p "$root/usr/libexec/docker" "$root/etc/sysconfig"
mv "$root/usr/sbin/docker-proxy" "$root/usr/libexec/docker/docker-proxy"
rm -f "$root/usr/bin/docker-init"
ln -s ../../bin/tini-static "$root/usr/libexec/docker/docker-init"
cat > "$root/etc/sysconfig/docker" << 'EOF'
OPTIONS="--log-driver=journald \
  --live-restore \
  --default-ulimit nofile=1024:1024 \
  --init-path /usr/libexec/docker/docker-init \
  --userland-proxy-path /usr/libexec/docker/docker-proxy \
"
EOF
echo 'f /run/ostree-booted 0644 root root' > "$root/usr/lib/tmpfiles.d/ostree-booted.conf"
