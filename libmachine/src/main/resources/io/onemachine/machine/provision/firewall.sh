# For later scripts: opens PORTS, such as "2376/tcp 7946/udp", in the host's firewall, for now and for its next start, and reports them;
# without OPEN_FIREWALL=yes only reports those that are closed. The host has ENGINE_ADDRESS, unless something translates addresses.
# Runs as root.

firewall_zone() {
    card=$(ip -o address show 2>/dev/null | awk -v address="$ENGINE_ADDRESS/" 'index($4, address) == 1 { print $2; exit }')
    zone=
    if [ -n "$card" ]; then
        zone=$(firewall-cmd --get-zone-of-interface="$card" 2>/dev/null </dev/null || true) # 2: it has none of its own
    fi
    printf '%s\n' "${zone:-$(firewall-cmd --get-default-zone </dev/null)}"
}

open_firewalld() {
    if [ "$1" = stopped ]; then
        for port in $PORTS; do
            if ! firewall-offline-cmd --query-port="$port" >/dev/null 2>&1 </dev/null; then
                firewall-offline-cmd --add-port="$port" >/dev/null </dev/null
                note_port "offline $port"
            fi
        done
        return
    fi
    zone=$(firewall_zone)
    for port in $PORTS; do
        if ! firewall-cmd --quiet --zone="$zone" --query-port="$port" </dev/null; then
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

# Photon restores its rules from this file; the rules of now have Docker's among them, so they cannot be saved.
open_iptables() {
    for port in $PORTS; do
        rule="-p ${port#*/} -m ${port#*/} --dport ${port%/*} -j ACCEPT"
        # shellcheck disable=SC2086 # a rule's words
        if ! iptables -C INPUT $rule 2>/dev/null; then
            iptables -I INPUT $rule
            note_port "rule $port"
            opened="$opened $port"
        fi
        if ! grep -qF -e "--dport ${port%/*} " "$photon_rules"; then
            change 0644 /etc/systemd/scripts/ip4save "$(awk -v rule="-A INPUT $rule" '
                /^[*]/ { filter = $0 == "*filter" }
                filter && /^COMMIT/ { print rule }
                { print }' "$photon_rules")
"
        fi
    done
}

open_susefirewall() {
    for port in $PORTS; do
        protocol=$(echo "${port#*/}" | tr '[:lower:]' '[:upper:]')
        if ! sed -n "s/^FW_SERVICES_EXT_$protocol=\"\(.*\)\"/ \1 /p" "$suse_rules" | grep -q " ${port%/*} "; then
            change 0600 /etc/sysconfig/SuSEfirewall2 "$(sed \
                "s/^\(FW_SERVICES_EXT_$protocol=\"\)\(.*\)\"/\1\2 ${port%/*}\"/; s/=\" /=\"/" "$suse_rules")
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

# Prints those of PORTS that the firewall of this kind does not let through.
closed_ports() {
    for port in $PORTS; do
        case $1 in
            firewalld)
                firewall-cmd --quiet --zone="$zone" --query-port="$port" </dev/null || echo "$port"
                ;;
            iptables)
                iptables -C INPUT -p "${port#*/}" -m "${port#*/}" --dport "${port%/*}" -j ACCEPT 2>/dev/null || echo "$port"
                ;;
            SuSEfirewall2)
                protocol=$(echo "${port#*/}" | tr '[:lower:]' '[:upper:]')
                sed -n "s/^FW_SERVICES_EXT_$protocol=\"\(.*\)\"/ \1 /p" "$suse_rules" | grep -q " ${port%/*} " || echo "$port"
                ;;
        esac
    done
}

photon_rules=/etc/systemd/scripts/ip4save
suse_rules=/etc/sysconfig/SuSEfirewall2

open_firewall() {
    kind=$(firewall_kind)
    opened=
    if [ -z "$kind" ]; then
        return
    fi
    if [ "$OPEN_FIREWALL" != yes ]; then
        zone=
        if [ "$kind" = firewalld ]; then
            zone=$(firewall_zone)
        fi
        closed=$(closed_ports "$kind" | tr '\n' ' ')
        if [ -n "$closed" ]; then
            printf 'onemachine.closed-ports=%s\n' "${closed% }"
            printf 'onemachine.firewall=%s\n' "$kind"
        fi
        return
    fi
    case $kind in
        firewalld) open_firewalld running ;;
        stopped-firewalld) open_firewalld stopped ;;
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
            rule) iptables -D INPUT -p "${port#*/}" -m "${port#*/}" --dport "${port%/*}" -j ACCEPT ;;
            suse) systemctl restart SuSEfirewall2.service ;;
        esac </dev/null 2>/dev/null || true
    done <"$changes/firewall"
}
