# Sets how systemd starts the Docker engine (DROP_IN), as the command PROGRAM OWN ARGUMENTS, each in quotes for a shell. OWN are the
# arguments of the unit that the distribution's package has; its variables stay variables. With RENEWAL=yes a sufficient drop-in stays
# as it is. Runs as root, after keep-containers.sh and before configure-engine.sh.
drop_in=/etc/systemd/system/docker.service.d/10-machine.conf

# systemd orders drop-ins by their names, wherever they are: the last ExecStart counts.
later_drop_in() {
    after=
    for file in $(systemctl show --property DropInPaths --value docker.service); do
        if [ "$file" = "$drop_in" ]; then
            after=yes
        elif [ -n "$after" ] && grep -q '^[[:space:]]*ExecStart=' "$file"; then
            printf '%s\n' "$file"
        fi
    done | tail -n 1
}

# An engine started by the user's own file suffices if it requires certificates; its address is checked when it runs.
check_starter() {
    starter=$(later_drop_in)
    if [ -z "$starter" ]; then
        return
    fi
    if systemctl show --property ExecStart --value docker.service | grep -q -e '--tlsverify' \
        || grep -q '"tlsverify"[[:space:]]*:[[:space:]]*true' "$daemon_json" 2>/dev/null; then
        printf 'onemachine.starter=%s\n' "$starter"
        return
    fi
    {
        echo "systemd would start the engine as $starter says, not as ‹program› does:"
        echo "its ExecStart counts, as its name sorts after 10-machine.conf, and it has no --tlsverify."
        echo "Take ExecStart out of that file on the host (its options go into ‹option engine-opt›), or give it these options:"
        sed -n 's/^ExecStart=\(..*\)/\1/p' "$drop_in"
    } >&2
    exit 1
}

# Prints the words of a variable of the unit. Files are read last, as systemd does it.
engine_variable() { # NAME
    {
        systemctl show --property Environment --value docker.service | tr ' ' '\n'
        systemctl show --property EnvironmentFiles --value docker.service | sed 's/ (ignore_errors=[a-z]*)$//' |
            while IFS= read -r file; do
                # shellcheck disable=SC2086 # it may be a pattern
                cat $file 2>/dev/null || true
            done
    } | NAME=$1 awk '
        { sub(/^[ \t]+/, "") }
        index($0, ENVIRON["NAME"] "=") == 1 {
            value = substr($0, length(ENVIRON["NAME"]) + 2)
            sub(/[ \t\r]+$/, "", value)
            if (value ~ /^".*"$/ || value ~ /^\047.*\047$/) value = substr(value, 2, length(value) - 2)
        }
        END { if (value != "") print value }'
}

# Replaces the words $NAME and ${NAME} of standard input, one a line, by theirs.
with_variables() {
    while IFS= read -r word; do
        name=${word#\$}
        name=${name#\{}
        name=${name%\}}
        case $name in
            '' | *[!A-Za-z0-9_]*) name='?' ;;
        esac
        case $word in
            "\$$name") engine_variable "$name" | tr -s ' \t' '\n' ;;
            "\${$name}") engine_variable "$name" ;;
            *) printf '%s\n' "$word" ;;
        esac
    done
}

# Prints the words without addresses to listen on: there are only ours.
without_addresses() {
    awk '
        skip { skip = 0; next }
        $0 == "-H" || $0 == "--host" { skip = 1; next }
        /^-H./ || /^--host=/ { next }
        { print }'
}

# A variable with an address is replaced by its other words: OPTIONS="-H fd:// --debug" by --debug.
check_own_variables() {
    own=
    if [ -z "$OWN" ]; then
        return
    fi
    for word in $(eval "printf '%s\n' $OWN" | grep '^[$]' || true); do
        given=$(printf '%s\n' "$word" | with_variables)
        kept=$(printf '%s\n' "$given" | without_addresses)
        if [ "$given" != "$kept" ]; then
            DROP_IN=$(printf '%s\n' "$DROP_IN" | WORD=$word KEPT=$(printf '%s' "$kept" | tr '\n' ' ') awk '
                /^ExecStart=./ && (at = index($0 " ", " " ENVIRON["WORD"] " ")) {
                    $0 = substr($0, 1, at) ENVIRON["KEPT"] substr($0, at + length(ENVIRON["WORD"]) + 1)
                }
                { print }')
        fi
    done
    own=$(eval "printf '%s\n' $OWN" | with_variables | without_addresses |
        sed "/^\$/d; s/'/'\\\\''/g; s/^/'/; s/\$/'/" | tr '\n' ' ')
}

# Files may have changed since systemd last read them. Reading them takes a tenth of a second, or more.
if [ "$(systemctl show --property LoadState,NeedDaemonReload docker.service | sort | tr '\n' ' ')" \
    != 'LoadState=loaded NeedDaemonReload=no ' ]; then
    systemctl daemon-reload
fi
state=$(systemctl show --property LoadState --value docker.service)
case $state in
    loaded) ;;
    masked)
        echo "The unit docker.service is masked. To have it back: systemctl unmask docker.service" >&2
        exit 1
        ;;
    *)
        echo "Docker is installed but systemd knows no docker.service (it is: $state)." >&2
        exit 1
        ;;
esac

renewed=
if [ "$RENEWAL" = yes ] && grep -q '^ExecStart=.' "$drop_in" 2>/dev/null && is_set "$drop_in" "-H $ENGINE_HOST " "$ENGINE_HOST" \
    && is_set "$drop_in" "--tlscert $CERTIFICATES/server.pem" "$CERTIFICATES/server.pem"; then
    renewed=yes
    DROP_IN=$(cat "$drop_in")
    words=$(printf '%s\n' "$DROP_IN" | sed -n 's/^ExecStart=\(.*\)/\1/p' | tr ' ' '\n' | with_variables)
else
    check_own_variables
    create_folder /etc/systemd/system/docker.service.d
    change 0644 /etc/systemd/system/docker.service.d/10-machine.conf "$DROP_IN"
    systemctl daemon-reload
    command="$PROGRAM $own $ARGUMENTS"
    words=$(eval "printf '%s\n' $command") # without a unit's quotes, like the arguments of the running engine
fi
check_starter
if [ -n "$starter" ]; then
    words=$(systemctl show --property ExecStart --value docker.service | sed 's/.*argv\[\]=\([^;]*\);.*/\1/' | tr ' ' '\n' |
        with_variables)
fi
