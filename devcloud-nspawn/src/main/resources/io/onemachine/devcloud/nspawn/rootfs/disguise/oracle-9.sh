#!/bin/sh
# Oracle Linux 9 without a repository of Docker's.
# usage: oracle-9.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="Oracle Linux Server"
VERSION="9.6"
ID="ol"
ID_LIKE="fedora"
VARIANT="Server"
VARIANT_ID="server"
VERSION_ID="9.6"
PLATFORM_ID="platform:el9"
PRETTY_NAME="Oracle Linux Server 9.6"
ANSI_COLOR="0;31"
CPE_NAME="cpe:/o:oracle:linux:9:6:server"
HOME_URL="https://linux.oracle.com/"
BUG_REPORT_URL="https://github.com/oracle/oracle-linux"
ORACLE_BUGZILLA_PRODUCT="Oracle Linux 9"
ORACLE_BUGZILLA_PRODUCT_VERSION=9.6
ORACLE_SUPPORT_PRODUCT="Oracle Linux"
ORACLE_SUPPORT_PRODUCT_VERSION=9.6
EOF
echo 'Oracle Linux Server release 9.6' | tee "$root/etc/oracle-release" > "$root/etc/system-release"
echo 'Red Hat Enterprise Linux release 9.6 (Plow)' > "$root/etc/redhat-release"
release_package oraclelinux-release 9
preset_none
appstream_repository oracle-linux-ol9 ol9_appstream
docker_downloads
