# Reverts the changes on the host since begin-changes.sh, if there are any. Runs as root, after changes.sh.
take_turn
if changed_by_owner; then
    sh "$changes/undo" locked </dev/null >/dev/null
fi
