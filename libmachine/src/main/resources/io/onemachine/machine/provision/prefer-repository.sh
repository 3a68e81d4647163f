# Installs Docker's own PACKAGES when a repository of the host offers them already, and ends the installation then. Runs as root, after
# choose-packages.sh.
# shellcheck disable=SC2086 # names of packages
if [ -n "$(offers ${PACKAGES%% *})" ]; then
    refresh_packages || true
    install_engine "The package source" $PACKAGES
    installed_already=yes
fi
