# Prints the version of the engine's program. Runs as root.
PATH=$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
dockerd --version
