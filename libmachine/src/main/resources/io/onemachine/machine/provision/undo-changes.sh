# Puts back what was changed on the host since begin-changes.sh, if anything was. Runs as root, after changes.sh.
take_turn
if changed_by_owner; then
    # shellcheck disable=SC2154 # changes is from changes.sh
    sh "$changes/undo" locked </dev/null >/dev/null
fi
