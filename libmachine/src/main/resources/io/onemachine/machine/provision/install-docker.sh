# Installs Docker with the script at INSTALL_URL, in ENGINE_VERSION when that is not empty. Runs as root, after packages.sh.
download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL -o "$work/install.sh" "$INSTALL_URL" </dev/null
    elif command -v wget >/dev/null 2>&1; then
        wget -q -O "$work/install.sh" "$INSTALL_URL" </dev/null
    elif command -v install_packages >/dev/null; then
        refresh_packages || true
        install_packages curl ca-certificates
        curl -fsSL -o "$work/install.sh" "$INSTALL_URL" </dev/null
    else
        echo "There is neither curl nor wget to fetch $INSTALL_URL with." >&2
        return 1
    fi
}

run_install_script() {
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
}

if [ -z "${installed_already:-}" ]; then
    run_install_script
fi
