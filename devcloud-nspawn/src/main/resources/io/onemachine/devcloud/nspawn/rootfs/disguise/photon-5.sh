#!/bin/sh
# Photon OS 5: packages of Docker by a stand-in for tdnf, and a firewall that drops what it does not know.
# usage: photon-5.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="VMware Photon OS"
VERSION="5.0"
ID=photon
VERSION_ID=5.0
PRETTY_NAME="VMware Photon OS/Linux"
ANSI_COLOR="1;34"
HOME_URL="https://vmware.github.io/photon/"
BUG_REPORT_URL="https://github.com/vmware/photon/issues"
EOF
printf 'VMware Photon OS 5.0\nPHOTON_BUILD_NUMBER=dde71ec57\n' > "$root/etc/photon-release"
# Behind the stand-in is the distribution that the guest is made of.
install -m 0755 "$ONEMACHINE_FILES/family/photon/tdnf" "$root/usr/bin/tdnf"
install -D -m 0755 "$ONEMACHINE_FILES/family/photon/iptables" "$root/etc/systemd/scripts/iptables"
install -m 0600 "$ONEMACHINE_FILES/family/photon/ip4save" "$root/etc/systemd/scripts/ip4save"
install -m 0644 "$ONEMACHINE_FILES/family/photon/iptables.service" "$root/usr/lib/systemd/system/iptables.service"
ln -s /usr/lib/systemd/system/iptables.service "$root/etc/systemd/system/multi-user.target.wants/iptables.service"
mkdir -p "$root/usr/lib/onemachine/debian"
for program in apt apt-get apt-cache apt-config apt-mark apt-cdrom dpkg-query dpkg-deb; do
    if [ -e "$root/usr/bin/$program" ]; then
        mv "$root/usr/bin/$program" "$root/usr/lib/onemachine/debian/"
    fi
done
preset_none
