#!/bin/sh
# Flatcar: Docker is part of the system, and only its socket is enabled.
# usage: flatcar.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016,SC2034 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="Flatcar Container Linux by Kinvolk"
ID=flatcar
ID_LIKE=coreos
VERSION=4459.0.0
VERSION_ID=4459.0.0
BUILD_ID=2025-09-25-0046
SYSEXT_LEVEL=1.0
PRETTY_NAME="Flatcar Container Linux by Kinvolk 4459.0.0 (Oklo)"
ANSI_COLOR="38;5;75"
HOME_URL="https://flatcar.org/"
BUG_REPORT_URL="https://issues.flatcar.org"
FLATCAR_BOARD="amd64-usr"
CPE_NAME="cpe:2.3:o:flatcar-linux:flatcar_linux:4459.0.0:*:*:*:*:*:*:*"
EOF
image_based /run/docker/libcontainerd/docker-containerd.sock << 'EOF'
Environment=DOCKER_SELINUX=
EnvironmentFile=-/run/flannel/flannel_docker_opts.env
ExecStart=/usr/bin/dockerd --host=fd:// --containerd=/run/docker/libcontainerd/docker-containerd.sock $DOCKER_SELINUX $DOCKER_OPTS $DOCKER_CGROUPS
EOF
