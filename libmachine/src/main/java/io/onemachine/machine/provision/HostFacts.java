package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.provision.HostLogin.RootAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What detection finds out about a host.
 *
 * @param system its system
 * @param login the user of the login
 * @param systemd whether systemd runs it
 * @param openRc whether OpenRC runs it
 * @param dockerd the path of the engine's program; empty when Docker, engine or client, is not installed
 * @param unit the unit with which systemd starts the engine; empty when there is none
 * @param notes messages that the creator of the host left for the user, one a line; usually empty
 * @param daemonFile the content for {@link DaemonJson}; empty when there is none or it cannot be read
 */
public record HostFacts(
        OperatingSystem system,
        HostLogin login,
        boolean systemd,
        boolean openRc,
        Optional<String> dockerd,
        String unit,
        List<String> notes,
        String daemonFile) {
    private static final String PREFIX = "onemachine.";

    public HostFacts {
        notes = List.copyOf(notes);
    }

    /** Returns the same facts with the engine that a script has told of after its installation. */
    HostFacts withEngine(String output) {
        return new HostFacts(
                system, login, systemd, openRc, enginePath(output), lines(output, "unit"), notes, daemonFile);
    }

    /** Parses the output of {@code detect.sh}; other lines (a greeting, a warning) are ignored. */
    static HostFacts parse(String output) {
        Map<String, String> values = values(output);
        String user = values.getOrDefault("user", "");
        if (user.isEmpty() || !values.containsKey("os-id")) {
            throw new ProvisioningException("The host did not say what system it runs: it has no POSIX shell, or its "
                    + "login does something else");
        }
        OperatingSystem system = new OperatingSystem(
                values.getOrDefault("os-id", ""),
                words(values.getOrDefault("os-like", "")),
                values.getOrDefault("os-version", ""),
                values.getOrDefault("os-variant", ""),
                values.getOrDefault("os-name", ""),
                isYes(values, "ostree"));
        return new HostFacts(
                system,
                new HostLogin(user, access(values)),
                isYes(values, "systemd"),
                isYes(values, "openrc"),
                values.getOrDefault("docker", "").isEmpty() ? Optional.empty() : path(values),
                lines(output, "unit"),
                lines(output, "note")
                        .lines()
                        .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                        .toList(),
                lines(output, "daemon-json"));
    }

    private static boolean isYes(Map<String, String> values, String name) {
        return values.getOrDefault(name, "").equals("yes");
    }

    private static RootAccess access(Map<String, String> values) {
        if (values.getOrDefault("uid", "").equals("0")) {
            return RootAccess.DIRECT;
        }
        return values.getOrDefault("becomes-root-by", "sudo").equals("doas") ? RootAccess.DOAS : RootAccess.SUDO;
    }

    /** Returns all values of a name in a script's output, one a line. */
    static String lines(String output, String name) {
        String start = PREFIX + name + "=";
        return output.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.joining("\n"));
    }

    /** Returns the path of the engine's program that {@code tell-dockerd.sh} printed. */
    static Optional<String> enginePath(String output) {
        return path(values(output));
    }

    /** Returns the words of a value. */
    static List<String> words(String value) {
        return value.isBlank() ? List.of() : List.of(value.strip().split("\\s+"));
    }

    private static Optional<String> path(Map<String, String> values) {
        return Optional.of(values.getOrDefault("dockerd", "")).filter(path -> path.startsWith("/"));
    }

    /** Returns the values in lines {@code onemachine.NAME=VALUE} of a script's output; the last value of a repeated name counts. */
    static Map<String, String> values(String output) {
        Map<String, String> values = new HashMap<>();
        output.lines()
                .filter(line -> line.startsWith(PREFIX) && line.contains("="))
                .forEach(line -> values.put(
                        line.substring(PREFIX.length(), line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return values;
    }
}
