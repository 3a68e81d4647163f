#!/bin/sh
# Installs cloud-init and what its OpenNebula data source needs.
# usage: cloud-init-packages.sh ROOT        runs while apt in ROOT can still reach the mirror
set -eu
DEBIAN_FRONTEND=noninteractive chroot "$1" apt-get install -y -q --no-install-recommends \
    -o Dpkg::Use-Pty=false cloud-init
