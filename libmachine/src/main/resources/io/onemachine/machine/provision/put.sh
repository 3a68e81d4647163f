# For later scripts: writes files. Runs as root.
set -eu
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
umask 022

put() { # MODE FILE CONTENT: writes completely or not at all; a secret is never readable, not even briefly
    temporary=$(mktemp "$2.XXXXXX")
    # Some file systems write a name before the content: after a power failure in between the file is empty.
    if ! { printf '%s' "$3" >"$temporary" && chmod "$1" "$temporary" && { sync "$temporary" 2>/dev/null || true; } \
        && mv -f "$temporary" "$2"; }; then
        rm -f "$temporary"
        return 1
    fi
}
