# Functions for scripts that build a family's packages inside a tree. The caller sets root.
# shellcheck shell=sh disable=SC2154 # root is the caller's
share=/usr/share/onemachine
engines=$root$share/engines
stage=$root/root/stage

# Puts programs of an engine into the package that is being prepared.
program() { # ENGINE NAME FOLDER
    mkdir -p "$stage$3"
    ln "$engines/$1/$2" "$stage$3/$2"
}

# Writes standard input into a file of the package that is being prepared.
text() { # PATH [MODE]
    mkdir -p "$stage$(dirname "$1")"
    cat > "$stage$1"
    chmod "${2:-0644}" "$stage$1"
}

containerd_unit() {
    text /usr/lib/systemd/system/containerd.service << 'EOF'
[Unit]
Description=containerd container runtime
After=local-fs.target network.target

[Service]
ExecStart=/usr/bin/containerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
OOMScoreAdjust=-999

[Install]
WantedBy=multi-user.target
EOF
}

# Standard input is the unit's lines with ExecStart and what differs.
docker_unit() { # NEEDS
    text /usr/lib/systemd/system/docker.service << EOF
[Unit]
Description=Docker Application Container Engine
Documentation=https://docs.docker.com
After=network-online.target firewalld.service containerd.service $1
Wants=network-online.target containerd.service
Requires=$1

[Service]
Type=notify
$(cat)
ExecReload=/bin/kill -s HUP \$MAINPID
TimeoutStartSec=0
Restart=always
RestartSec=2
StartLimitBurst=3
StartLimitInterval=60s
LimitNOFILE=infinity
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
Delegate=yes
KillMode=process

[Install]
WantedBy=multi-user.target
EOF
    text /usr/lib/systemd/system/docker.socket << 'EOF'
[Unit]
Description=Docker Socket for the API

[Socket]
ListenStream=/var/run/docker.sock
SocketMode=0660
SocketUser=root
SocketGroup=docker

[Install]
WantedBy=sockets.target
EOF
}

# Puts programs of other families, and Debian's package manager, out of the search path; and removes loose files.
hide() { # PROGRAM...
    rm -rf "${root:?}$share/engines" "$root$share/openrc"
    mkdir -p "$root/usr/lib/onemachine/debian"
    for program in apt apt-get apt-cache apt-config apt-mark apt-cdrom dpkg dpkg-query dpkg-deb "$@"; do
        for folder in usr/bin usr/sbin; do
            if [ -e "$root/$folder/$program" ]; then
                mv "$root/$folder/$program" "$root/usr/lib/onemachine/debian/"
            fi
        done
    done
    # Installed and off; a test that is about it turns it on.
    rm -f "$root/etc/systemd/system/multi-user.target.wants/firewalld.service" \
        "$root/etc/systemd/system/dbus-org.fedoraproject.FirewallD1.service"
}
