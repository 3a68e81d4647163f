#!/bin/sh
# Turns a fresh Debian tree into a guest that boots fast, reads its OpenNebula context and keeps quiet otherwise.
# usage: guest.sh ROOT        ONEMACHINE_FILES is the folder this script came from
set -eu
root=$1

install -D -m 0755 "$ONEMACHINE_FILES/guest/one-context" "$root/usr/sbin/one-contextd"
install -D -m 0644 -t "$root/etc/systemd/system" \
    "$ONEMACHINE_FILES/guest/one-context-local.service" "$ONEMACHINE_FILES/guest/one-context.service"
mkdir -p "$root/etc/systemd/system/multi-user.target.wants" "$root/context"
for unit in one-context-local.service one-context.service; do
    ln -sf "/etc/systemd/system/$unit" "$root/etc/systemd/system/multi-user.target.wants/$unit"
done
chmod 0700 "$root/context"

# Each of these costs time at boot, belongs to real hardware, or would reach for the kernel the guests share.
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer e2scrub_all.timer \
    e2scrub_reap.service logrotate.timer man-db.timer systemd-pstore.service sshd-keygen.service console-getty.service \
    getty@tty1.service getty-static.service systemd-logind.service systemd-networkd.service systemd-networkd.socket \
    systemd-networkd-wait-online.service systemd-resolved.service systemd-timesyncd.service systemd-udevd.service \
    systemd-udev-trigger.service systemd-sysctl.service systemd-modules-load.service systemd-binfmt.service \
    systemd-sysusers.service systemd-update-done.service systemd-journal-catalog-update.service \
    systemd-journal-flush.service systemd-remount-fs.service ldconfig.service systemd-sysext.socket systemd-creds.socket \
    proc-sys-fs-binfmt_misc.automount dev-hugepages.mount sys-kernel-config.mount sys-kernel-debug.mount \
    sys-kernel-tracing.mount sys-fs-fuse-connections.mount; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
ln -sf /usr/lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"

mkdir -p "$root/etc/systemd/journald.conf.d" "$root/etc/systemd/system.conf.d"
printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' > "$root/etc/systemd/journald.conf.d/onemachine.conf"
# A power-off waits for what does not stop; no guest is worth 90 seconds.
printf '[Manager]\nDefaultTimeoutStopSec=15s\n' > "$root/etc/systemd/system.conf.d/onemachine.conf"

# Host keys in the image would be the same on every host; the guest creates its own at its first boot.
rm -f "$root"/etc/ssh/ssh_host_*
printf 'HostKey /etc/ssh/ssh_host_ed25519_key\nHostKey /etc/ssh/ssh_host_ecdsa_key\nUseDNS no\n' \
    > "$root/etc/ssh/sshd_config.d/onemachine.conf"
rm -f "$root"/etc/update-motd.d/*

# There is no DNS: with it in the list each sudo after a change of the host name hangs for 20 s.
sed -i 's/^hosts:.*/hosts:          files/' "$root/etc/nsswitch.conf"
rm -f "$root/etc/resolv.conf"
echo '# This network has no name server.' > "$root/etc/resolv.conf"
printf '127.0.0.1\tlocalhost\n127.0.1.1\tdebian\n::1\tlocalhost ip6-localhost ip6-loopback\n' > "$root/etc/hosts"
echo debian > "$root/etc/hostname"
: > "$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id"
# The guest must not keep apt's settings for this computer's mirror and proxy.
rm -f "$root/etc/apt/apt.conf.d/99mmdebstrap"
printf 'Acquire::Languages "none";\nDpkg::Options { "--force-unsafe-io"; };\n' > "$root/etc/apt/apt.conf.d/99onemachine"
