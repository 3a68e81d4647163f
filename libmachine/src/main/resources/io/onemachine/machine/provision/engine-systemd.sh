# For later scripts: the engine as a service of systemd. Runs as root. The same functions for another service manager are in
# engine-openrc.sh:
#   engine_process            prints the engine's process number, 0 when none runs
#   is_engine_active          whether it is started
#   active_units              prints what has to be started to have it as it is now
#   stop_engine, start_engine, start_unit UNIT
#   is_engine_enabled, enable_engine, disable_engine   at the host's start
#   reload_services           after their files were changed
#   engine_log_lines [SINCE]  prints the last lines of its log, from that second on

engine_process() {
    systemctl show --property MainPID --value docker.service
}

is_engine_active() {
    systemctl is-active --quiet docker.service
}

active_units() {
    for unit in docker.socket docker.service; do
        case $(systemctl is-active "$unit" || true) in active | activating | reloading) echo "$unit" ;; esac
    done
}

# The socket too: otherwise systemd keeps listening where the engine is about to, and starts the engine again at a connection.
stop_engine() {
    systemctl stop docker.service docker.socket >/dev/null 2>&1 || true
    systemctl reset-failed docker.service docker.socket >/dev/null 2>&1 || true
}

start_engine() {
    systemctl start docker.service
}

start_unit() {
    systemctl start "$1"
}

is_engine_enabled() {
    systemctl is-enabled --quiet docker.service
}

enable_engine() {
    systemctl enable --quiet docker.service
}

disable_engine() {
    systemctl disable --quiet docker.service
}

reload_services() {
    systemctl daemon-reload
}

engine_log_lines() {
    journalctl --unit docker.service ${1:+--since "@$1"} --lines 15 --output cat --no-pager 2>/dev/null || true
}
