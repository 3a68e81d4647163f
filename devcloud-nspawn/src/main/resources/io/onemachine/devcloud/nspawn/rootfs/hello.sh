#!/bin/sh
# Creates a container image without a download: docker import /usr/share/onemachine/hello.tar local/hello
# usage: hello.sh ROOT BUSYBOX
set -eu
root=$1
busybox=$2

hello=$(mktemp -d)
trap 'rm -rf "$hello"' EXIT
mkdir -p "$hello/bin" "$hello/tmp" "$hello/etc"
cp "$busybox" "$hello/bin/busybox"
echo 'root:x:0:0:root:/:/bin/sh' > "$hello/etc/passwd"
for applet in $("$hello/bin/busybox" --list); do
    [ "$applet" = busybox ] || ln -s busybox "$hello/bin/$applet"
done
mkdir -p "$root/usr/share/onemachine"
tar -c --owner=0 --group=0 --numeric-owner -C "$hello" -f "$root/usr/share/onemachine/hello.tar" .
