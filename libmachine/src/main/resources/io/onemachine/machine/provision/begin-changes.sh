# Records the changes of later scripts. When UNDO holds a script, undo.sh, it runs when they fail, and after UNDO_AFTER seconds unless
# keep-changes.sh ran before; the host is then as before. With an empty UNDO nothing is reverted. Runs as root, after changes.sh.
begun=

end_changes() { # EXIT-CODE
    trap - EXIT
    trap '' HUP INT PIPE TERM
    if [ -n "${temporary:-}" ]; then
        rm -f "$temporary"
    fi
    if command -v end_trial >/dev/null; then
        end_trial
    fi
    if [ -n "$begun" ]; then
        rm -f "$changes/process"
        if [ "$1" -ne 0 ]; then
            sh "$changes/undo" locked </dev/null >/dev/null || true
        fi
    elif command -v put_daemon_json_back >/dev/null; then
        put_daemon_json_back
    fi
    exit "$1"
}

remember() { # FILE: copies it before it is changed
    if [ -z "$begun" ] || grep -qxF -e "$1" "$changes/files"; then
        return
    fi
    number=$(grep -c '' "$changes/files" || true)
    if [ -e "$1" ] || [ -L "$1" ]; then
        cp -pP "$1" "$changes/$number"
    fi
    printf '%s\n' "$1" >>"$changes/files"
}

note_change() { # NAME TEXT: a change of something that is not a file
    if [ -n "$begun" ] && ! [ -e "$changes/$1" ]; then
        printf '%s\n' "$2" >"$changes/$1"
    fi
}

change() { # MODE FILE CONTENT
    remember "$2"
    put "$@"
}

create_folder() { # FOLDER
    if ! [ -d "$1" ]; then
        mkdir -p "$1"
        if [ -n "$begun" ]; then
            printf '%s\n' "$1" >>"$changes/folders"
        fi
    fi
}

trap 'end_changes "$?"' EXIT
trap 'exit 1' HUP INT PIPE TERM
if [ -n "$UNDO" ]; then
    take_turn
    if changed_by_owner; then # by an earlier run that was cut off
        sh "$changes/undo" locked </dev/null >/dev/null
    elif [ -e "$changes/undo" ]; then
        echo "The host is being set up as machine $(cat "$changes/owner"). Try again when that is done." >&2
        exit 1
    fi
    rm -rf "$changes"
    mkdir -m 0700 "$changes"
    : >"$changes/files"
    : >"$changes/folders"
    : >"$changes/containers"
    printf '%s\n' "$$" >"$changes/process"
    printf '%s\n' "$OWNER" >"$changes/owner"
    begun=yes
    put 0600 "$changes/undo" "$UNDO"
    if [ -d /run/systemd/system ]; then
        systemctl stop machine-undo.timer machine-undo.service >/dev/null 2>&1 || true
        systemctl reset-failed machine-undo.service >/dev/null 2>&1 || true
    fi
    if ! [ -d /run/systemd/system ] \
        || ! systemd-run --quiet --unit machine-undo --on-active "$UNDO_AFTER" /bin/sh "$changes/undo" 2>/dev/null; then
        setsid sh -c "sleep $UNDO_AFTER; exec sh '$changes/undo'" </dev/null >/dev/null 2>&1 9>&- &
        printf '%s\n' "$!" >"$changes/timer"
    fi
fi
