#!/bin/sh
# Puts Docker's packages and what they need into the image as its one and only package source, so that
# `apt-get update && apt-get install docker.io` works on a network without a mirror; and a tiny container image.
# usage: package-source.sh ROOT        runs while apt in ROOT can still reach the mirror
set -eu
root=$1
source=/usr/share/onemachine/packages

wanted="docker.io busybox-static"
if chroot "$root" apt-cache show docker-cli > /dev/null 2>&1; then
    wanted="$wanted docker-cli"
fi
mkdir -p "$root$source/partial"
# shellcheck disable=SC2086 # a list of package names
chroot "$root" apt-get install -y -q --no-install-recommends --download-only \
    -o Dir::Cache::archives="$source" -o APT::Keep-Downloaded-Packages=true $wanted
rm -rf "${root:?}$source/partial" "$root$source/lock"

for package in "$root$source"/*.deb; do
    dpkg-deb --field "$package"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' \
        "$(basename "$package")" "$(stat -c %s "$package")" "$(sha256sum "$package" | cut -d' ' -f1)"
done > "$root$source/Packages"

busybox=$(mktemp -d)
trap 'rm -rf "$busybox"' EXIT
dpkg-deb --fsys-tarfile "$root$source"/busybox-static_*.deb |
    tar -x -C "$busybox" --strip-components=2 --wildcards '*bin/busybox'
sh "$ONEMACHINE_FILES/hello.sh" "$root" "$(find "$busybox" -type f -name busybox)"

rm -rf "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/*
echo "deb [trusted=yes] file:$source ./" > "$root/etc/apt/sources.list"
