package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What detection finds out about a host.
 *
 * @param osId the system's identifier, {@code ID} in os-release, such as {@code debian}
 * @param osLike similar systems, {@code ID_LIKE} in os-release
 * @param osName the system's name for display
 * @param user the user of the login
 * @param root whether that is root
 * @param systemd whether the host runs systemd
 * @param dockerd the path of the engine's program; empty when Docker, engine or client, is not installed
 * @param notes messages that the creator of the host left for the user, one a line; usually empty
 * @param daemonFile the content for {@link DaemonJson}; empty when there is none or it cannot be read
 */
public record HostFacts(
        String osId,
        List<String> osLike,
        String osName,
        String user,
        boolean root,
        boolean systemd,
        Optional<String> dockerd,
        List<String> notes,
        String daemonFile) {
    private static final String PREFIX = "onemachine.";

    public HostFacts {
        osLike = List.copyOf(osLike);
        notes = List.copyOf(notes);
    }

    /** Returns whether the system belongs to that family. */
    public boolean isLike(String id) {
        return osId.equals(id) || osLike.contains(id);
    }

    /** Returns the same facts with Docker installed. */
    HostFacts withDockerd(String path) {
        return new HostFacts(osId, osLike, osName, user, root, systemd, Optional.of(path), notes, daemonFile);
    }

    /** Parses the output of {@code detect.sh}; other lines (a greeting, a warning) are ignored. */
    static HostFacts parse(String output) {
        Map<String, String> values = values(output);
        String user = values.getOrDefault("user", "");
        if (user.isEmpty() || !values.containsKey("os-id")) {
            throw new ProvisioningException("The host did not say what system it runs: it has no POSIX shell, or its "
                    + "login does something else");
        }
        return new HostFacts(
                values.getOrDefault("os-id", ""),
                words(values.getOrDefault("os-like", "")),
                values.getOrDefault("os-name", ""),
                user,
                values.getOrDefault("uid", "").equals("0"),
                values.getOrDefault("systemd", "").equals("yes"),
                values.getOrDefault("docker", "").isEmpty() ? Optional.empty() : path(values),
                lines(output, "note")
                        .lines()
                        .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                        .toList(),
                lines(output, "daemon-json"));
    }

    /** Returns all values of a name in a script's output, one a line. */
    static String lines(String output, String name) {
        String start = PREFIX + name + "=";
        return output.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.joining("\n"));
    }

    /** Returns the path of the engine's program that {@code install-docker.sh} printed at its end. */
    static Optional<String> installedDockerd(String output) {
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
