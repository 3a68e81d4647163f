# For scripts that install packages: the choice of the engine's. Runs as root, after the script of the package manager.

# What the sources have offered before may do where one of them does not answer.
ask_sources() {
    if ! refresh_packages; then
        echo "Not all of the host's package sources could be asked." >&2
    fi
}

# version_like: of "PACKAGE VERSION" lines prints the first version that begins with ENGINE_VERSION: 26.1 matches 26.1.5 but not 26.10.
version_like() {
    awk -v wanted="$ENGINE_VERSION" '{
        version = $2
        sub(/^[0-9]+:/, "", version)
        if (index(version, wanted) == 1 && substr(version, length(wanted) + 1) !~ /^[0-9]/) { print $2; exit }
    }'
}

# Installs an engine, in ENGINE_VERSION when that is not empty, and those of the other packages that are offered.
install_engine() { # SOURCE ENGINE PACKAGE...
    source=$1
    engine=$2
    shift
    offered=$(offers "$@")
    if [ -n "$ENGINE_VERSION" ] && [ -z "$(printf '%s\n' "$offered" | grep "^$engine " | version_like)" ]; then
        echo "$source has no Docker $ENGINE_VERSION. It has:" >&2
        printf '%s\n' "$offered" | sed -n "s/^$engine /  /p" >&2
        exit 1
    fi
    arguments=
    for package; do
        version=
        case $package in
            "$engine" | *-cli)
                if [ -n "$ENGINE_VERSION" ]; then
                    version=$(printf '%s\n' "$offered" | grep "^$package " | version_like)
                fi
                ;;
        esac
        if [ -n "$version" ]; then
            arguments="$arguments $(versioned "$package" "$version")"
        elif [ "$package" = "$engine" ] || printf '%s\n' "$offered" | grep -q "^$package "; then
            arguments="$arguments $package"
        fi
    done
    # shellcheck disable=SC2086 # names without blanks
    install_packages $arguments
}

# Podman's package of that name puts a program "docker" there that is none.
if stand_in=$(command -v docker) && ! command -v dockerd >/dev/null 2>&1 &&
    [ "$(package_of "$(readlink -f "${stand_in%/*}")/docker")" = podman-docker ]; then
    echo "The host's program docker is Podman's, from the package podman-docker, which cannot be there beside Docker." >&2
    echo "If nothing needs it, remove the package podman-docker." >&2
    exit 1
fi
