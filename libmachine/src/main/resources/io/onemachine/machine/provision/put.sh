# For the scripts that follow: how a file gets to a host. Runs as root.
set -eu
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
umask 022

# shellcheck disable=SC2317 # the scripts that follow call it
put() { # MODE FILE CONTENT: the file is there whole or not at all, and a secret is never readable for a moment
    temporary=$(mktemp "$2.XXXXXX")
    # Some file systems write a name before what is in the file: when the power fails in between it is empty.
    if ! { printf '%s' "$3" >"$temporary" && chmod "$1" "$temporary" && { sync "$temporary" 2>/dev/null || true; } \
        && mv -f "$temporary" "$2"; }; then
        rm -f "$temporary"
        return 1
    fi
}
