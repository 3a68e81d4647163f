#!/bin/sh
# Turns a guest into one whose context is read by cloud-init alone, set up as in Debian's cloud images.
# usage: cloud-init.sh ROOT        runs after guest.sh
set -eu
root=$1

rm -f "$root/usr/sbin/one-contextd" "$root"/etc/systemd/system/one-context*.service \
    "$root"/etc/systemd/system/multi-user.target.wants/one-context*.service

# Found before a disk with the label CONTEXT, which the guest does not have.
mkdir -p "$root/var/lib/cloud/seed"
ln -s /context "$root/var/lib/cloud/seed/opennebula"
cat > "$root/etc/cloud/cloud.cfg.d/01_debian_cloud.cfg" <<'END'
datasource_list: [ OpenNebula, None ]
manage_etc_hosts: true
END
cat > "$root/etc/cloud/cloud.cfg.d/99_onemachine.cfg" <<'END'
# The network namespace has its address already.
network: {config: disabled}
# Generating a locale takes seconds.
locale: false
END
ln -sf /dev/null "$root/etc/systemd/system/cloud-init-hotplugd.socket"
# As in a fresh Debian: sshd uses the host keys that there are.
echo 'UseDNS no' > "$root/etc/ssh/sshd_config.d/onemachine.conf"
