#!/bin/sh
# Makes the user that the OpenNebula drivers of docker-machine log in as by default. Debian's Docker package makes only a group of that
# name, and the start script of the Go driver would make a user at home in /var/lib/docker, which the engine closes to all but root.
# usage: docker-user.sh ROOT
set -eu
chroot "$1" useradd -m -g docker -s /bin/bash -p '*' docker
