# Puts the engine's certificates (CA, SERVER_CERT, SERVER_KEY) into CERTIFICATES, and says so. Runs as root.
mkdir -p "$CERTIFICATES"
put 0644 "$CERTIFICATES/ca.pem" "$CA"
put 0644 "$CERTIFICATES/server.pem" "$SERVER_CERT"
put 0600 "$CERTIFICATES/server-key.pem" "$SERVER_KEY"
printf 'onemachine.certificates=%s\n' "$CERTIFICATES"
