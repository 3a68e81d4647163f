# shellcheck shell=sh disable=SC2034,SC2154
# What docker-machine does with its arguments before it becomes Java, in a checkout and in a package: sets $cache to the name of the
# start-up cache for its command. $quick_commands and $engine_commands are those of java.sh.
command=${1:-help}
[ "$command ${2-}" != "ls -q" ] || command=ls-q
case " $quick_commands : $engine_commands " in
*" $command "*:*) cache=quick ;;
*:*" $command "*) cache=engine ;;
*) cache=onemachine ;;
esac
