# Installs Docker's own PACKAGES, in ENGINE_VERSION when that is not empty, from a repository of the host, or where none offers them from
# Docker's at REPOSITORY_URL for the major version of the system. Runs as root, after choose-packages.sh.
ask_sources
# shellcheck disable=SC2086 # names of packages
if [ -z "$(offers ${PACKAGES%% *})" ]; then
    # The release is written out: the system's own variable may be 9.4 or a date, and Docker's folders are 8, 9, 10. What is put
    # there before the key is known is not used: dnf fetches the key itself, and checks every package with it.
    file=/etc/yum.repos.d/docker-ce.repo
    temporary=$(mktemp "$file.XXXXXX")
    cat >"$temporary" <<END
[docker-ce-stable]
name=Docker CE Stable
baseurl=$REPOSITORY_URL/$RELEASE/\$basearch/stable
enabled=1
gpgcheck=1
gpgkey=$REPOSITORY_URL/gpg
END
    chmod 0644 "$temporary"
    mv -f "$temporary" "$file"
    if ! refresh_repository docker-ce-stable >&2; then
        echo "Docker's repository at $REPOSITORY_URL/$RELEASE could not be asked." >&2
        rm -f "$file"
        exit 1
    fi
fi
# shellcheck disable=SC2086 # names of packages
install_engine "The package source" $PACKAGES
