#!/bin/sh
# Builds the repositories of the families with dnf: one folder per set of packages in /usr/share/onemachine/repositories.
# usage: repositories.sh ROOT        after engines.sh
# shellcheck disable=SC1091,SC2154,SC2016 # the functions and their variables; arguments of inner shells
set -eu
root=$1
. "$ONEMACHINE_FILES/family/rpm/functions.sh"
repositories=$share/repositories

# What the engine's packages do at installation and removal, as upstream's.
SCRIPTS='%pre
getent group docker > /dev/null || groupadd --system docker
%post
if [ $1 -eq 1 ]; then systemctl preset docker.service docker.socket > /dev/null 2>&1 || :; fi
%preun
if [ $1 -eq 0 ]; then systemctl --no-reload disable --now docker.service docker.socket > /dev/null 2>&1 || :; fi
%postun
systemctl daemon-reload > /dev/null 2>&1 || :
if [ $1 -ge 1 ]; then systemctl try-restart docker.service > /dev/null 2>&1 || :; fi'

# Docker's own packages.
docker_ce() { # STATE ENGINE CONTAINERD
    folder=$repositories/docker-ce/$1
    for program in containerd containerd-shim-runc-v2 runc; do
        program "$1" "$program" /usr/bin
    done
    containerd_unit
    text /etc/containerd/config.toml << 'EOF'
disabled_plugins = ["cri"]
EOF
    rpm_package "$folder" containerd.io "$3-3.1.el9" << 'EOF'
Provides: containerd = %{version}
Conflicts: containerd
Conflicts: runc
Requires: container-selinux >= 2:2.74
%post
if [ $1 -eq 1 ]; then systemctl preset containerd.service > /dev/null 2>&1 || :; fi
%preun
if [ $1 -eq 0 ]; then systemctl --no-reload disable --now containerd.service > /dev/null 2>&1 || :; fi
%postun
systemctl daemon-reload > /dev/null 2>&1 || :
if [ $1 -ge 1 ]; then systemctl try-restart containerd.service > /dev/null 2>&1 || :; fi
EOF

    program "$1" docker /usr/bin
    rpm_package "$folder" docker-ce-cli "1:$2-1.el9" << 'EOF'
Conflicts: docker
Conflicts: docker-io
Conflicts: podman-docker
Recommends: docker-buildx-plugin
Recommends: docker-compose-plugin
EOF

    for program in dockerd docker-proxy docker-init; do
        program "$1" "$program" /usr/bin
    done
    docker_unit docker.socket << 'EOF'
ExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
EOF
    rpm_package "$folder" docker-ce "3:$2-1.el9" << EOF
Requires: docker-ce-cli
Requires: containerd.io >= 1.6.4
Requires: container-selinux >= 2:2.74
Requires: systemd
Requires: iptables
Requires: tar
Requires: xz
Requires: /usr/sbin/groupadd
Conflicts: docker
Conflicts: docker-io
Conflicts: podman-docker
Recommends: docker-ce-rootless-extras
$SCRIPTS
EOF

    # Docker's install script asks for these too; here they are empty.
    for name in docker-buildx-plugin docker-compose-plugin docker-ce-rootless-extras; do
        text "/usr/share/doc/$name/README" < /dev/null
        rpm_package "$folder" "$name" "0:$2-1.el9" < /dev/null
    done
}

# containerd and runc, as the distributions with an own Docker package have them.
runtime() { # FOLDER STATE CONTAINERD RUNC RELEASE
    program "$2" containerd /usr/bin
    program "$2" containerd-shim-runc-v2 /usr/bin
    containerd_unit
    rpm_package "$1" containerd "$3-$5" << 'EOF'
Requires: runc
%preun
if [ $1 -eq 0 ]; then systemctl --no-reload disable --now containerd.service > /dev/null 2>&1 || :; fi
EOF
    program "$2" runc /usr/sbin
    rpm_package "$1" runc "$4-$5" < /dev/null
}

# Amazon's package has one name for engine and client.
amazon() { # STATE ENGINE
    for program in dockerd docker docker-proxy docker-init; do
        program "$1" "$program" /usr/bin
    done
    docker_unit docker.socket << 'EOF'
EnvironmentFile=-/etc/sysconfig/docker
EnvironmentFile=-/etc/sysconfig/docker-storage
EnvironmentFile=-/run/docker/runtimes.env
ExecStartPre=/bin/mkdir -p /run/docker
ExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $OPTIONS $DOCKER_STORAGE_OPTIONS $DOCKER_ADD_RUNTIMES
EOF
    text /etc/sysconfig/docker << 'EOF'
# The number of open files of the engine
DAEMON_MAXFILES=1048576
# Arguments of the engine
OPTIONS="--default-ulimit nofile=32768:65536"
EOF
    text /etc/sysconfig/docker-storage << 'EOF'
DOCKER_STORAGE_OPTIONS=
EOF
    rpm_package "$repositories/amazon/$1" docker "0:$2-1.amzn2023.0.1" << EOF
Requires: containerd
Requires: runc
Requires: iptables
$SCRIPTS
EOF
}

# Fedora's has proxy and init outside the search path; its options name them.
fedora() { # STATE ENGINE
    program "$1" docker /usr/bin
    rpm_package "$repositories/fedora/$1" docker-cli "$2-1.fc42" << 'EOF'
Conflicts: docker-ce-cli
EOF
    program "$1" dockerd /usr/bin
    program "$1" docker-proxy /usr/libexec/docker
    program "$1" docker-init /usr/libexec/docker
    docker_unit docker.socket << 'EOF'
EnvironmentFile=-/etc/sysconfig/docker
ExecStart=/usr/bin/dockerd \
          --host=fd:// \
          --containerd=/run/containerd/containerd.sock \
          --exec-opt native.cgroupdriver=systemd \
          $OPTIONS
EOF
    text /etc/sysconfig/docker << 'EOF'
# /etc/sysconfig/docker
OPTIONS="--selinux-enabled=false \
  --log-driver=journald \
  --live-restore \
  --default-ulimit nofile=1024:1024 \
  --init-path /usr/libexec/docker/docker-init \
  --userland-proxy-path /usr/libexec/docker/docker-proxy \
"
EOF
    rpm_package "$repositories/fedora/$1" moby-engine "$2-1.fc42" << EOF
Provides: docker
Requires: docker-cli
Requires: containerd
Requires: runc
Requires: iptables
Conflicts: docker-ce
$SCRIPTS
EOF
}

podman() { # FOLDER RELEASE
    text /usr/bin/podman 0755 << 'EOF'
#!/bin/sh
echo 'podman stands here for its conflicts with Docker and can do nothing else' >&2
exit 125
EOF
    rpm_package "$1" podman "5.4.0-$2" << 'EOF'
Requires: runc
EOF
    text /usr/bin/docker 0755 << 'EOF'
#!/bin/sh
[ -e /etc/containers/nodocker ] || echo "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg." >&2
exec /usr/bin/podman "$@"
EOF
    rpm_package "$1" podman-docker "5.4.0-$2" << 'EOF'
Provides: docker
Requires: podman = %{version}
Conflicts: docker
Conflicts: docker-latest
Conflicts: docker-ce
Conflicts: docker-ce-cli
Conflicts: docker-ee
Conflicts: moby-engine
EOF
}

docker_ce old 20.10.24 1.6.20
docker_ce new 26.1.5 1.7.24
amazon old 20.10.24
amazon new 26.1.5
fedora old 20.10.24
fedora new 26.1.5
for state in old new; do
    case $state in old) versions='1.6.20 1.1.5' ;; *) versions='1.7.24 1.1.15' ;; esac
    # shellcheck disable=SC2086 # two versions
    runtime "$repositories/amazon/$state" "$state" $versions 1
    for package in containerd runc; do
        ln "$root$repositories/amazon/$state/$package"-*.rpm "$root$repositories/fedora/$state/"
    done
done
text /usr/bin/runc 0755 << 'EOF'
#!/bin/sh
exit 1
EOF
rpm_package "$repositories/appstream/new" runc 1.2.5-2.el9 < /dev/null
podman "$repositories/appstream/new" 1.el9
podman "$repositories/fedora/new" 1.fc42
mkdir -p "$root$repositories/appstream/old"
ln "$root$repositories"/appstream/new/*.rpm "$root$repositories/appstream/old/"

# Signed with a key that exists during the build only.
export GNUPGHOME="$root/root/gnupg"
mkdir -m 0700 "$GNUPGHOME"
cat > "$GNUPGHOME/key" << 'EOF'
%no-protection
Key-Type: RSA
Key-Length: 3072
Key-Usage: sign
Name-Real: Devcloud packages
Name-Email: packages@devcloud.invalid
Expire-Date: 0
%commit
EOF
chroot "$root" env GNUPGHOME=/root/gnupg gpg --batch --quiet --gen-key /root/gnupg/key
chroot "$root" env GNUPGHOME=/root/gnupg gpg --batch --armor --export > "$root$repositories/docker-ce/gpg"
chroot "$root" env GNUPGHOME=/root/gnupg sh -c \
    'rpmsign --define "_gpg_name packages@devcloud.invalid" --addsign "$1"/docker-ce/*/*.rpm' sh "$repositories" > /dev/null
chroot "$root" env GNUPGHOME=/root/gnupg gpgconf --kill all
rm -rf "$GNUPGHOME"

for set in docker-ce amazon fedora appstream; do
    rpm_repository "$repositories/$set"
done
