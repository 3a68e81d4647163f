#!/bin/sh
# Builds one layer on top of others. Runs in a mount namespace of its own.
# usage: layer.sh LOWER DIRECTORY SCRIPT...        what the scripts change ends up in DIRECTORY/tree
set -eu
lower=$1
directory=$2
shift 2
mkdir "$directory/tree" "$directory/work" "$directory/merged"
mount -t overlay onemachine -o \
    "lowerdir=$lower,upperdir=$directory/tree,workdir=$directory/work,redirect_dir=off,metacopy=off,index=off" \
    "$directory/merged"
mount -t proc proc "$directory/merged/proc"
for script in "$@"; do
    sh "$ONEMACHINE_FILES/$script" "$directory/merged"
done
umount "$directory/merged/proc"
umount "$directory/merged"
rm -rf "$directory/work" "$directory/merged"
