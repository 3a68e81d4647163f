# Confirms the changes on the host since begin-changes.sh. Runs as root, after changes.sh.
# When the answer got lost and the script runs again, the engine's certificate (SERVER_CERT in CERTIFICATES) shows the result.
take_turn
if ! changed_by_owner; then
    if [ "$(cat "$CERTIFICATES/server.pem" 2>/dev/null)" = "$(printf '%s' "$SERVER_CERT")" ]; then
        exit 0
    fi
    echo "The host has put itself back as it was before: it waited too long for what was to follow." >&2
    exit 1
fi
stop_timer
while read -r name _; do
    docker rm -f "$name.before" >/dev/null 2>&1 </dev/null || true
done <"$changes/containers"
rm -rf "$changes"
