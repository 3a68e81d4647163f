#!/bin/sh
# CentOS Stream 9 with Docker's repository.
# usage: centos-stream-9.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="CentOS Stream"
VERSION="9"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="9"
PLATFORM_ID="platform:el9"
PRETTY_NAME="CentOS Stream 9"
ANSI_COLOR="0;31"
LOGO="fedora-logo-icon"
CPE_NAME="cpe:/o:centos:centos:9"
HOME_URL="https://centos.org/"
BUG_REPORT_URL="https://issues.redhat.com/"
REDHAT_SUPPORT_PRODUCT="Red Hat Enterprise Linux 9"
REDHAT_SUPPORT_PRODUCT_VERSION="CentOS Stream"
EOF
echo 'CentOS Stream release 9' | tee "$root/etc/centos-release" "$root/etc/redhat-release" > "$root/etc/system-release"
release_package centos-stream-release 9
preset_none
appstream_repository centos appstream
docker_repository
