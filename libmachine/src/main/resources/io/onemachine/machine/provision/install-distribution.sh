# Installs Docker from the distribution's PACKAGES, in ENGINE_VERSION when that is not empty. Runs as root, after choose-packages.sh.
ask_sources
# shellcheck disable=SC2086 # names of packages
install_engine "The distribution" $PACKAGES
