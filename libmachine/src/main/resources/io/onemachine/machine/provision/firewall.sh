# For later scripts: opens PORTS, such as "2376/tcp 7946/udp", in the host's firewall, for now and for its next start, and reports them;
# without OPEN_FIREWALL=yes only reports those that are closed. The host has ENGINE_ADDRESS, unless something translates addresses.
# Runs as root.

firewall_zone() {
    card=$(ip -o address show 2>/dev/null | awk -v address="$ENGINE_ADDRESS/" 'index($4, address) == 1 { print $2; exit }')
    own=
    if [ -n "$card" ]; then
        own=$(firewall-cmd --get-zone-of-interface="$card" 2>/dev/null </dev/null || true) # 2: it has none of its own
    fi
    printf '%s\n' "${own:-$(firewall-cmd --get-default-zone </dev/null)}"
}

# Whether the firewall of this kind lets a port through now.
is_open() { # KIND PORT
    case $1 in
        firewalld) firewall-cmd --quiet --zone="$zone" --query-port="$2" </dev/null ;;
        stopped-firewalld) firewall-offline-cmd --query-port="$2" >/dev/null 2>&1 </dev/null ;;
        iptables)
            # shellcheck disable=SC2046 # a rule's words
            iptables -C INPUT $(rule_for "$2") 2>/dev/null
            ;;
        SuSEfirewall2) sed -n "s/^$(suse_setting "$2")=\"\(.*\)\"/ \1 /p" "$suse_rules" | grep -q " ${2%/*} " ;;
    esac
}

rule_for() { # PORT
    echo "-p ${1#*/} -m ${1#*/} --dport ${1%/*} -j ACCEPT"
}

suse_setting() { # PORT
    echo "FW_SERVICES_EXT_$(echo "${1#*/}" | tr '[:lower:]' '[:upper:]')"
}

open_firewalld() {
    for port in $PORTS; do
        if ! is_open firewalld "$port"; then
            firewall-cmd --quiet --zone="$zone" --add-port="$port" </dev/null
            note_port "runtime $port $zone"
            opened="$opened $port"
        fi
        if ! firewall-cmd --quiet --permanent --zone="$zone" --query-port="$port" </dev/null; then
            firewall-cmd --quiet --permanent --zone="$zone" --add-port="$port" </dev/null
            note_port "permanent $port $zone"
        fi
    done
}

open_stopped_firewalld() {
    for port in $PORTS; do
        if ! is_open stopped-firewalld "$port"; then
            firewall-offline-cmd --add-port="$port" >/dev/null </dev/null
            note_port "offline $port"
        fi
    done
}

# Photon restores its rules from this file; the rules of now have Docker's among them, so they cannot be saved.
open_iptables() {
    for port in $PORTS; do
        if ! is_open iptables "$port"; then
            # shellcheck disable=SC2046 # a rule's words
            iptables -I INPUT $(rule_for "$port")
            note_port "rule $port"
            opened="$opened $port"
        fi
        if ! grep -qF -e "--dport ${port%/*} " "$photon_rules"; then
            change 0644 /etc/systemd/scripts/ip4save "$(awk -v rule="-A INPUT $(rule_for "$port")" '
                /^[*]/ { filter = $0 == "*filter" }
                filter && /^COMMIT/ { print rule }
                { print }' "$photon_rules")
"
        fi
    done
}

open_susefirewall() {
    for port in $PORTS; do
        if ! is_open SuSEfirewall2 "$port"; then
            change 0600 /etc/sysconfig/SuSEfirewall2 "$(sed \
                "s/^\($(suse_setting "$port")=\"\)\(.*\)\"/\1\2 ${port%/*}\"/; s/=\" /=\"/" "$suse_rules")
"
            note_port "suse $port"
            opened="$opened $port"
        fi
    done
    if [ -n "$opened" ]; then
        systemctl restart SuSEfirewall2.service
    fi
}

note_port() {
    if [ -n "${begun:-}" ]; then
        printf '%s\n' "$1" >>"$changes/firewall"
    fi
}

# Prints the firewall that runs on the host, or will at its next start.
firewall_kind() {
    if command -v firewall-cmd >/dev/null && command -v systemctl >/dev/null; then
        if systemctl is-active --quiet firewalld.service; then
            echo firewalld
            return
        elif systemctl is-enabled --quiet firewalld.service 2>/dev/null; then
            echo stopped-firewalld
            return
        fi
    fi
    if [ -f "$photon_rules" ] && iptables -S INPUT 2>/dev/null | grep -q '^-P INPUT DROP'; then
        echo iptables
    elif [ -f "$suse_rules" ] && systemctl is-active --quiet SuSEfirewall2.service; then
        echo SuSEfirewall2
    fi
}

photon_rules=/etc/systemd/scripts/ip4save
suse_rules=/etc/sysconfig/SuSEfirewall2

open_firewall() {
    kind=$(firewall_kind)
    opened=
    if [ -z "$kind" ]; then
        return
    fi
    zone=
    if [ "$kind" = firewalld ]; then
        zone=$(firewall_zone)
    fi
    if [ "$OPEN_FIREWALL" != yes ]; then
        closed=
        for port in $PORTS; do
            is_open "$kind" "$port" || closed="$closed $port"
        done
        if [ -n "$closed" ] && [ "$kind" != stopped-firewalld ]; then
            printf 'onemachine.closed-ports=%s\n' "${closed# }"
            printf 'onemachine.firewall=%s\n' "$kind"
        fi
        return
    fi
    case $kind in
        firewalld) open_firewalld ;;
        stopped-firewalld) open_stopped_firewalld ;;
        iptables) open_iptables ;;
        SuSEfirewall2) open_susefirewall ;;
    esac
    if [ -n "$opened" ]; then
        printf 'onemachine.opened-ports=%s\n' "${opened# }"
        printf 'onemachine.firewall=%s\n' "$kind"
    fi
}

# After the files were put back.
close_firewall() {
    if ! [ -s "$changes/firewall" ]; then
        return
    fi
    while read -r kind port zone; do
        case $kind in
            runtime) firewall-cmd --quiet --zone="$zone" --remove-port="$port" ;;
            permanent) firewall-cmd --quiet --permanent --zone="$zone" --remove-port="$port" ;;
            offline) firewall-offline-cmd --remove-port="$port" >/dev/null ;;
            rule)
                # shellcheck disable=SC2046 # a rule's words
                iptables -D INPUT $(rule_for "$port")
                ;;
            suse) systemctl restart SuSEfirewall2.service ;;
        esac </dev/null 2>/dev/null || true
    done <"$changes/firewall"
}
