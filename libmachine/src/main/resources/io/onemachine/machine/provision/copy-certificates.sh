# Writes the engine's certificates (CA, SERVER_CERT, SERVER_KEY) into CERTIFICATES, and reports it. Runs as root.
create_folder "$CERTIFICATES"
change 0644 "$CERTIFICATES/ca.pem" "$CA"
change 0644 "$CERTIFICATES/server.pem" "$SERVER_CERT"
change 0600 "$CERTIFICATES/server-key.pem" "$SERVER_KEY"
printf 'onemachine.certificates=%s\n' "$CERTIFICATES"
