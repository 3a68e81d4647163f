#!/bin/sh
# Docker 20.10 needs writable cgroup v1 controllers where the host has those; nspawn hands them out read-only.
# usage: cgroup-v1.sh ROOT
set -eu
root=$1
install -D -m 0755 "$ONEMACHINE_FILES/guest/writable-cgroups" "$root/usr/lib/onemachine/writable-cgroups"
install -D -m 0644 "$ONEMACHINE_FILES/guest/writable-cgroups.service" \
    "$root/etc/systemd/system/writable-cgroups.service"
mkdir -p "$root/etc/systemd/system/sysinit.target.wants"
ln -sf /etc/systemd/system/writable-cgroups.service "$root/etc/systemd/system/sysinit.target.wants/writable-cgroups.service"
