#!/bin/sh
# Turns a Debian guest with dnf and rpm into one whose package manager they are. Distributions are layers on top of it.
# usage: base.sh ROOT        after repositories.sh
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/family/functions.sh"

install -m 0755 "$ONEMACHINE_FILES/family/offer" "$root$share/offer"
install -D -m 0755 "$ONEMACHINE_FILES/family/rpm/download-server" "$root/usr/lib/onemachine/download-server"
install -D -m 0644 "$ONEMACHINE_FILES/family/rpm/download-server.service" "$root/etc/systemd/system/download-server.service"

# The key of this authority is gone after the build.
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/O=Devcloud/CN=Devcloud downloads' \
    -addext basicConstraints=critical,CA:TRUE -keyout "$keys/ca.key" -out "$keys/ca.pem" 2> "$keys/log"
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=download.docker.com' \
    -keyout "$keys/server.key" -out "$keys/server.csr" 2> "$keys/log"
printf 'subjectAltName=DNS:download.docker.com\n' > "$keys/extensions"
openssl x509 -req -in "$keys/server.csr" -CA "$keys/ca.pem" -CAkey "$keys/ca.key" -CAcreateserial -days 3650 \
    -extfile "$keys/extensions" -out "$keys/server.pem" 2> "$keys/log"
install -D -m 0644 "$keys/ca.pem" "$root/usr/local/share/ca-certificates/devcloud-downloads.crt"
cat "$keys/server.pem" "$keys/server.key" > "$root/usr/lib/onemachine/download-server.pem"
chmod 0600 "$root/usr/lib/onemachine/download-server.pem"
chroot "$root" update-ca-certificates > /dev/null

mkdir -p "$root/etc/yum.repos.d"
ln -sf dnf "$root/usr/bin/yum"
printf '[main]\ngpgcheck=1\ninstallonly_limit=3\nclean_requirements_on_remove=True\nbest=True\nskip_if_unavailable=False\n' \
    > "$root/etc/dnf/dnf.conf"
# They need modules of Python that Debian packages apart, or get in the way of repositories in folders.
rm -f "$root"/usr/lib/python3/dist-packages/dnf-plugins/local.py "$root"/usr/lib/python3/dist-packages/dnf-plugins/system_upgrade.py

chroot "$root" groupadd --system --force wheel
chroot "$root" rpm --initdb
# Its warning about a missing logind stands between the lines of every installation.
rm -f "$root"/usr/lib/*/rpm-plugins/systemd_inhibit.so "$root"/usr/lib/rpm-plugins/systemd_inhibit.so
rm -f "$root/usr/lib/python3/dist-packages/dnf-plugins/show_leaves.py"
hide zypper pacman pacman-key pacman-conf makepkg
