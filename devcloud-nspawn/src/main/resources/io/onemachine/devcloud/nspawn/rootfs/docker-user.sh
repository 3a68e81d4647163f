#!/bin/sh
# Creates the default login user of docker-machine's OpenNebula drivers. Debian's Docker package creates only a group of that
# name, and the start script of the Go driver would create a user with the home /var/lib/docker, which the engine closes to all but root.
# usage: docker-user.sh ROOT
set -eu
chroot "$1" useradd -m -g docker -s /bin/bash -p '*' docker
