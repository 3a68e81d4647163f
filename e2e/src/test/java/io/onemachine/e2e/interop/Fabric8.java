package io.onemachine.e2e.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Maven plugin {@code io.fabric8:docker-maven-plugin} with a {@code <machine>} in its configuration.
 *
 * @param computer where Maven runs
 * @param machine the configured name
 */
record Fabric8(UserEnvironment computer, String machine) {

    /** All it knows; any other line of {@code status} fails the build. */
    enum Status {
        MISSING,
        RUNNING,
        STOPPED
    }

    private static final String PREFIX = "SET ";
    private static final Pattern VARIABLE = Pattern.compile("\\s*([^=]+)=\"?(.*?)\"?\\s*");

    Status status() {
        Outcome outcome = computer.dockerMachine("status", machine);
        if (outcome.exitCode() == 1) {
            assertThat(outcome.stdout()).as("read before the exit code").isEmpty();
            return Status.MISSING;
        }
        return switch (outcome.succeeds().stdout()) {
            case "Running\n" -> Status.RUNNING;
            case "Stopped\n" -> Status.STOPPED;
            default -> throw new AssertionError("unknown status: " + outcome);
        };
    }

    /** {@code autoCreate}, with {@code createOptions}: an option without a value is a word of its own. */
    Outcome create(Map<String, String> options) {
        List<String> arguments = new ArrayList<>(List.of("create"));
        options.forEach((name, value) -> {
            arguments.add("--" + name);
            if (!value.isEmpty()) {
                arguments.add(value);
            }
        });
        arguments.add(machine);
        return computer.dockerMachine(arguments.toArray(String[]::new));
    }

    /** On every system it reads the lines for Windows. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : computer.dockerMachine("env", machine, "--shell", "cmd")
                .succeeds()
                .stdout()
                .lines()
                .filter(line -> line.startsWith(PREFIX))
                .toList()) {
            Matcher matcher = VARIABLE.matcher(line.substring(PREFIX.length()));
            if (matcher.matches()) {
                variables.put(matcher.group(1), matcher.group(2));
            }
        }
        return variables;
    }
}
