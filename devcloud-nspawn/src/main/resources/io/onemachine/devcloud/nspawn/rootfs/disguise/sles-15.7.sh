#!/bin/sh
# SUSE Linux Enterprise Server 15 SP7 with the Containers module.
# usage: sles-15.7.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016,SC2034 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="SLES"
VERSION="15-SP7"
VERSION_ID="15.7"
PRETTY_NAME="SUSE Linux Enterprise Server 15 SP7"
ID="sles"
ID_LIKE="suse"
ANSI_COLOR="0;32"
CPE_NAME="cpe:/o:suse:sles:15:sp7"
DOCUMENTATION_URL="https://documentation.suse.com/"
EOF
suse_product SLES 15.7 SLE-Module-Containers15-SP7-Pool
