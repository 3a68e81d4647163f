# shellcheck shell=sh disable=SC2154
# Sourced by the programs of a checkout, which set $checkout first: finds a Java 25 and runs a module of the build with it.

# One-shot commands start fastest with the serial collector and only the first compiler, and with a start-up cache mapped at the
# address it was created for: at a random address, the JVM's default, all of it has to be read and relocated. Generating code for
# reflection, another default, does not pay for a few calls. No core file: it would contain passwords. No messages about an unusable
# cache: the user cannot do anything about it.
jvm_options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
jvm_options="$jvm_options -Djdk.reflect.useNativeAccessorOnly=true -XX:-CreateCoredumpOnCrash -Xlog:aot=off -Xlog:cds=off"

# For the module that loads BoringSSL; without this the JVM warns. The caches of the runtime image are valid only with this exact option.
native_access="--enable-native-access=io.netty.tcnative.classes.openssl"

# Commands that end at once, commands that query engines or hosts, and commands that change little but the store. Each of the three groups
# has its own start-up cache, created by dist/src/main/sh/runtime. ls-q stands for `ls -q`, which sends no query; create-none for `create`
# with driver none.
# shellcheck disable=SC2034  # used where this file is read
quick_commands="--help -h help --version -v version active inspect ip ls-q status url" engine_commands="config env ls ssh"
# shellcheck disable=SC2034  # used where this file is read
store_commands="create-none rm"

# See called.sh.
called=

# Prints the major version of the Java in folder $1, nothing when there is none. Reads the `release` file of the JDK or runtime image,
# because starting `java -version` would take longer than the whole command.
java_major() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            echo "${value%%[!0-9]*}"
            return 0
        fi
    done <"$1/release"
}

find_java() {
    on_path=$(command -v java || true)
    [ -n "$on_path" ] && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/java}
    for java_home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
        [ -n "$java_home" ] || continue
        major=$(java_major "$java_home")
        if [ "${major:-0}" -ge 25 ]; then
            return 0
        fi
    done
    echo "No Java 25 or newer was found (looked at JAVA_HOME, PATH and /usr/lib/jvm). Install one or set JAVA_HOME." >&2
    exit 1
}

# run_module MODULE_FOLDER MODULE/MAIN_CLASS JVM_OPTIONS ARGUMENT...
run_module() {
    folder=$1 main=$2 options=$3
    shift 3
    jar=
    for candidate in "$checkout/$folder/target/onemachine-$folder"-*.jar; do
        [ -f "$candidate" ] && jar=$candidate
    done
    if [ -z "$jar" ] || [ ! -d "$checkout/$folder/target/modules" ]; then
        echo "${0##*/} is not built yet. Run 'mvn package -DskipTests' in $checkout, or bin/quickstart." >&2
        exit 1
    fi
    find_java
    prepare_environment
    # shellcheck disable=SC2086  # the options are words of ours
    exec "$java_home/bin/java" $jvm_options $options ${ONEMACHINE_JAVA_OPTIONS:-} \
        ${called:+"-Donemachine.program=$called"} --module-path "$jar:$checkout/$folder/target/modules" --module "$main" "$@"
}

prepare_environment() {
    # Java reads arguments and names of files in the locale's character set: in C, all but ASCII would be lost.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX)
        if [ -n "${LC_ALL:-}" ]; then export LC_ALL=C.UTF-8; else export LC_CTYPE=C.UTF-8; fi
        ;;
    esac
    # Users set these for other Java programs, and the JVM announces them on stderr. To debug these programs, set
    # ONEMACHINE_JAVA_OPTIONS.
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
}

# Returns whether the runtime image is not older than the built application.
image_is_fresh() {
    stamp=$checkout/dist/target/runtime.stamp
    [ -e "$stamp" ] || return 1
    for built in "$checkout/cli/target/onemachine-cli"-*.jar "$checkout/cli/target/modules/onemachine"-*.jar; do
        # shellcheck disable=SC3013  # not in POSIX until 2024, but in dash, BusyBox and the others
        [ ! "$built" -nt "$stamp" ] || return 1
    done
}

# run_application CACHE MAIN_CLASS JVM_OPTIONS ARGUMENT...: runs with the runtime image when it is current, otherwise with the built
# modules. $called, where it is set, is the name or path that the program was called by.
run_application() {
    cache=$1 main=$2 options=$3
    shift 3
    image_is_fresh || run_module cli "io.onemachine.cli/$main" "$native_access $options" "$@"
    image=$checkout/dist/target/runtime
    prepare_environment
    # shellcheck disable=SC2086  # the options are words of ours
    exec "$image/bin/java" "$native_access" -XX:AOTCache="$image/lib/$cache.aot" $options ${ONEMACHINE_JAVA_OPTIONS:-} \
        ${called:+"-Donemachine.program=$called"} --module "io.onemachine.cli/$main" "$@"
}
