# shellcheck shell=sh disable=SC2034
# Finds out how docker-machine was called, for the commands that it prints, in a checkout and in a package: sets $called to the
# program's name when PATH finds this file by its name, else to the path. $0 does not help: in a script it is always a path.
called=$0 folders=$PATH:
while [ -n "$folders" ]; do
    candidate=${folders%%:*}/${0##*/} folders=${folders#*:}
    if [ -f "$candidate" ] && [ -x "$candidate" ]; then
        [ "$candidate" != "$0" ] || called=${0##*/}
        break
    fi
done
