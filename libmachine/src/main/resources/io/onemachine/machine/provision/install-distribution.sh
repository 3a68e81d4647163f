# Installs Docker from the distribution's PACKAGES, in ENGINE_VERSION when that is not empty. Runs as root, after choose-packages.sh.
if ! refresh_packages; then
    echo "Not all of the host's package sources could be asked." >&2
fi
# shellcheck disable=SC2086 # names of packages
install_engine "The distribution" $PACKAGES
