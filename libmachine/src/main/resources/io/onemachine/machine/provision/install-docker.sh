# Installs Docker with the script at INSTALL_URL, in ENGINE_VERSION when that is not empty. Runs as root.
# shellcheck disable=SC2154 # work is from packages.sh
download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL -o "$work/install.sh" "$INSTALL_URL" </dev/null
    elif command -v wget >/dev/null 2>&1; then
        wget -q -O "$work/install.sh" "$INSTALL_URL" </dev/null
    elif command -v apt-get >/dev/null 2>&1; then
        apt-get update -q </dev/null
        apt-get install -y -q curl ca-certificates </dev/null
        curl -fsSL -o "$work/install.sh" "$INSTALL_URL" </dev/null
    else
        echo "There is neither curl nor wget to fetch $INSTALL_URL with." >&2
        return 1
    fi
}

if ! download; then
    echo "The install script at $INSTALL_URL could not be fetched." >&2
    exit 1
fi
unset VERSION
if [ -n "$ENGINE_VERSION" ]; then
    VERSION=$ENGINE_VERSION sh "$work/install.sh" </dev/null
else
    sh "$work/install.sh" </dev/null
fi
