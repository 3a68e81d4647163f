#!/bin/sh
# Amazon Linux 2023 with its own package of Docker.
# usage: amazon-2023.sh ROOT
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/disguise/functions.sh"

os_release << 'EOF'
NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PLATFORM_ID="platform:al2023"
PRETTY_NAME="Amazon Linux 2023.8.20250707"
ANSI_COLOR="0;33"
CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2023"
HOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"
DOCUMENTATION_URL="https://docs.aws.amazon.com/linux/"
SUPPORT_URL="https://aws.amazon.com/premiumsupport/"
BUG_REPORT_URL="https://github.com/amazonlinux/amazon-linux-2023"
VENDOR_NAME="AWS"
VENDOR_URL="https://aws.amazon.com/"
SUPPORT_END="2029-06-30"
EOF
echo 'Amazon Linux release 2023.8.20250707 (Amazon Linux)' | tee "$root/etc/amazon-linux-release" > "$root/etc/system-release"
release_package system-release 2023.8.20250707
preset_none
echo 'gpgcheck=0' | repository amazonlinux amazonlinux amazon
