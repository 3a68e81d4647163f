# Puts back what was changed on the host since begin-changes.sh, if anything was. Runs as root, after changes.sh.
take_turn
if [ -e "$changes/undo" ]; then
    sh "$changes/undo" locked </dev/null >/dev/null
fi
