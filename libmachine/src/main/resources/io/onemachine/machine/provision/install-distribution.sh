# Installs Docker from the distribution's packages, in ENGINE_VERSION when that is not empty. Runs as root.

# newest_like PACKAGE: prints its newest version that begins with ENGINE_VERSION: 26.1 matches 26.1.5 but not 26.10.
newest_like() {
    apt-cache madison "$1" | awk -v wanted="$ENGINE_VERSION" '{
        version = $3
        sub(/^[0-9]+:/, "", version)
        if (index(version, wanted) == 1 && substr(version, length(wanted) + 1) !~ /^[0-9]/) { print $3; exit }
    }'
}

if ! command -v apt-get >/dev/null 2>&1; then
    echo "There is no apt-get: ‹option engine-install-url› distro is for Debian, Ubuntu and their derivatives." >&2
    exit 1
fi
apt-get update -q </dev/null
engine=docker.io
client=docker-cli
if [ -n "$ENGINE_VERSION" ]; then
    version=$(newest_like docker.io)
    if [ -z "$version" ]; then
        echo "The distribution has no Docker $ENGINE_VERSION. It has:" >&2
        apt-cache madison docker.io | awk '{ print "  " $3 }' >&2
        exit 1
    fi
    engine=docker.io=$version
    version=$(newest_like docker-cli)
    client=docker-cli${version:+=$version}
fi
# In older releases the client comes with the engine.
if ! apt-cache show docker-cli >/dev/null 2>&1; then
    client=
fi
# shellcheck disable=SC2086 # no client, no word
apt-get install -y -q --no-install-recommends "$engine" $client </dev/null
