package io.onemachine.machine.provision;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines at the end of {@code /etc/conf.d/docker} that start a machine's engine under OpenRC. The init script runs the file as a
 * shell script, and then evaluates {@code DOCKER_OPTS} a second time as a part of its command; so a word that is not plain is a
 * variable, which survives that whatever it holds.
 */
final class OpenRcSettings {
    private static final String BEGIN = "# begin of the settings of a machine";
    private static final String END = "# end of the settings of a machine";
    private static final String PLAIN = "[A-Za-z0-9_./:=,@+-]+";

    private OpenRcSettings() {}

    /**
     * Returns the lines.
     *
     * @param arguments the engine's arguments, which come after those that the file has already
     * @param env the engine's variables: {@code NAME=value}
     */
    static String text(List<String> arguments, List<String> env) {
        StringBuilder text = new StringBuilder(BEGIN).append('\n');
        text.append("""
                case " ${DOCKER_OPTS:-}" in
                    *' -H'* | *' --host'*) DOCKER_OPTS=$(printf '%s' "$DOCKER_OPTS" |
                        sed -E 's/(^|[[:space:]])(-H[ =]?|--host[ =])[^[:space:]]+//g') ;;
                esac
                """);
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.matches(PLAIN)) {
                words.add(argument);
            } else {
                String name = "machine_" + (words.size() + 1);
                text.append(name)
                        .append('=')
                        .append(ShellQuoting.word(argument))
                        .append('\n');
                words.add("\\\"\\$" + name + "\\\"");
            }
        }
        text.append("DOCKER_OPTS=\"${DOCKER_OPTS:-} ")
                .append(String.join(" ", words))
                .append("\"\n");
        for (String variable : env) {
            int equals = variable.indexOf('=');
            text.append("export ")
                    .append(variable, 0, equals + 1)
                    .append(ShellQuoting.word(variable.substring(equals + 1)))
                    .append('\n');
        }
        return text.append(END).append('\n').toString();
    }
}
