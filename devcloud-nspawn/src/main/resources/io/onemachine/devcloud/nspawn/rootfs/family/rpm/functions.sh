# Functions for scripts that build RPM packages inside a tree. The caller sets root.
# shellcheck shell=sh disable=SC1091,SC2154 # root and the variables of functions.sh
. "$ONEMACHINE_FILES/family/functions.sh"

# Builds a package of what was prepared into a folder; standard input is more of its specification. Configuration files keep the
# administrator's changes.
rpm_package() { # FOLDER NAME [EPOCH:]VERSION-RELEASE
    version=${3#*:}
    epoch=
    case $3 in *:*) epoch="Epoch: ${3%%:*}" ;; esac
    mkdir -p "$root/root/rpm" "$root$1" "$stage"
    {
        printf '%s\n' "Name: $2" "$epoch" "Version: ${version%-*}" "Release: ${version##*-}" "Summary: $2" "License: Apache-2.0" \
            "AutoReqProv: no" '%description' "$2, built from Debian's files for tests." '%install' \
            'mkdir -p %{buildroot}' 'cp -al /root/stage/. %{buildroot}/' '%files'
        (cd "$stage" && find . -type f -o -type l) | sed -e 's/^\.//' -e 's,^/etc/,%config(noreplace) &,'
    } > "$root/root/rpm/package.spec.end"
    # Tags precede %description in a specification.
    awk -v end="$root/root/rpm/package.spec.end" '
        /^%/ { scripts = 1 }
        { if (scripts) after = after $0 "\n"; else before = before $0 "\n" }
        END {
            while ((getline line < end) > 0) {
                if (line == "%description") printf "%s", before
                print line
            }
            printf "%s", after
        }' > "$root/root/rpm/package.spec"
    chroot "$root" rpmbuild -bb --quiet --nodebuginfo --target x86_64 --define "_rpmdir $1" \
        --define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" --define '_topdir /root/rpm' \
        --define '_binary_payload w1T0.zstdio' --define 'debug_package %{nil}' --define '__os_install_post %{nil}' \
        --define '_build_id_links none' --define '_buildhost devcloud' /root/rpm/package.spec
    rm -rf "$stage" "$root/root/rpm"
}

# Gives a repository its three states, folders old, new and both, out of the packages in old and new.
rpm_repository() { # FOLDER
    mkdir -p "$root$1/both"
    ln "$root$1"/old/*.rpm "$root$1/both/"
    for package in "$root$1"/new/*.rpm; do
        [ -e "$root$1/both/$(basename "$package")" ] || ln "$package" "$root$1/both/"
    done
    for state in old new both; do
        # Without --update: that aborts on an overlay.
        chroot "$root" createrepo_c --quiet --no-database "$1/$state"
    done
    ln -s both "$root$1/offered"
}
