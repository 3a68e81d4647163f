# Sets how OpenRC starts the Docker engine: the lines SETTINGS at the end of the service's own settings, whose arguments the engine keeps.
# PROGRAM is the engine's program, in quotes for a shell. With RENEWAL=yes sufficient settings stay as they are. Runs as root, after
# keep-containers.sh and before configure-engine.sh.
settings_file=/etc/conf.d/docker
begin='# begin of the settings of a machine'
end='# end of the settings of a machine'

if ! [ -e /etc/init.d/docker ]; then
    echo "Docker is installed but OpenRC knows no service docker: there is no /etc/init.d/docker." >&2
    exit 1
fi

distribution_settings() {
    if [ -f "$settings_file" ]; then
        awk -v begin="$begin" -v end="$end" '
            index($0, begin) == 1 { ours = 1 }
            !ours { print }
            index($0, end) == 1 { ours = 0 }' "$settings_file"
    fi
}

# Prints the engine's arguments by the settings, in quotes for this shell.
engine_arguments() {
    (
        set +eu
        DOCKER_OPTS=
        # shellcheck disable=SC1090 # the service's settings
        . "$settings_file" >/dev/null 2>&1
        eval "set -- $DOCKER_OPTS"
        for word; do
            printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
        done
    )
}

renewed=
starter=
if [ "$RENEWAL" = yes ] && grep -qF "$begin" "$settings_file" 2>/dev/null \
    && is_set "$settings_file" "-H $ENGINE_HOST " "$ENGINE_HOST" \
    && is_set "$settings_file" "--tlscert $CERTIFICATES/server.pem" "$CERTIFICATES/server.pem"; then
    renewed=yes
else
    own=$(distribution_settings)
    create_folder /etc/conf.d
    change 0644 /etc/conf.d/docker "${own:+$own
}$SETTINGS"
fi
command="$PROGRAM $(engine_arguments)"
words=$(eval "printf '%s\n' $command")
