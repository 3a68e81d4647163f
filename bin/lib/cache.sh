# shellcheck shell=sh disable=SC2034,SC2154
# Selects the start-up cache before docker-machine starts Java, in a checkout and in a package: sets $cache to the name of the cache for
# the command in the arguments. $quick_commands, $engine_commands and $store_commands are those of java.sh.
command=${1:-help}
case "$command $* " in
"ls ls -q "*) command=ls-q ;;
"create "*" -d none "* | "create "*" --driver none "* | "create "*" -d=none "* | "create "*" --driver=none "*)
    # The first one in a store creates a CA, which takes classes that no other command needs.
    [ ! -e "${MACHINE_STORAGE_PATH:-${HOME:-}/.docker/machine}/certs/ca.pem" ] || command=create-none
    ;;
esac
case " $quick_commands : $engine_commands : $store_commands " in
*" $command "*:*:*) cache=quick ;;
*:*" $command "*:*) cache=engine ;;
*:*:*" $command "*) cache=store ;;
*) cache=onemachine ;;
esac
