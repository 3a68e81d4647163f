# shellcheck shell=sh disable=SC2034
# How docker-machine was called, for what it prints to be typed, in a checkout and in a package: sets $called to the program's name when
# the name means this very file, else to the path. A script cannot tell the two apart otherwise: its $0 is a path in any case.
called=$0 folders=$PATH:
while [ -n "$folders" ]; do
    candidate=${folders%%:*}/${0##*/} folders=${folders#*:}
    if [ -f "$candidate" ] && [ -x "$candidate" ]; then
        [ "$candidate" != "$0" ] || called=${0##*/}
        break
    fi
done
