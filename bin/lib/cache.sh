# shellcheck shell=sh disable=SC2034,SC2154
# What docker-machine does with its arguments before it becomes Java, in a checkout and in a package: sets $cache to the name of the
# start-up cache for its command. $quick_commands, $engine_commands and $store_commands are those of java.sh.
command=${1:-help}
case "$command $* " in
"ls ls -q "*) command=ls-q ;;
"create "*" -d none "* | "create "*" --driver none "* | "create "*" -d=none "* | "create "*" --driver=none "*)
    # The first one in a store makes a CA, which takes classes that no other has a use for.
    [ ! -e "${MACHINE_STORAGE_PATH:-${HOME:-}/.docker/machine}/certs/ca.pem" ] || command=create-none
    ;;
esac
case " $quick_commands : $engine_commands : $store_commands " in
*" $command "*:*:*) cache=quick ;;
*:*" $command "*:*) cache=engine ;;
*:*:*" $command "*) cache=store ;;
*) cache=onemachine ;;
esac
