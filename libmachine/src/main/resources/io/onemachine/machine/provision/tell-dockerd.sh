# After an installation: prints the path of the engine's program.
dockerd=$(command -v dockerd) || {
    echo "The installation ended well but there is no dockerd now." >&2
    exit 1
}
printf 'onemachine.dockerd=%s\n' "$dockerd"
