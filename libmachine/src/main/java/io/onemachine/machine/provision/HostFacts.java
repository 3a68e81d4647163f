package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What there is to know about a host before it is set up.
 *
 * @param osId the system's identifier, {@code ID} in os-release, such as {@code debian}
 * @param osLike systems that it is like, {@code ID_LIKE} in os-release
 * @param osName the system's name for people
 * @param user who is logged in
 * @param root whether that is root
 * @param systemd whether the host runs systemd
 * @param dockerd where the engine's program is; empty when Docker, engine or client, is not installed
 * @param notes what whoever made the host left there to be told, line by line; none as a rule
 * @param daemonFile what {@link DaemonJson} has; empty when there is none or it cannot be read
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

    /** Whether the system is of that family. */
    public boolean isLike(String id) {
        return osId.equals(id) || osLike.contains(id);
    }

    /** The same with Docker installed. */
    HostFacts withDockerd(String path) {
        return new HostFacts(osId, osLike, osName, user, root, systemd, Optional.of(path), notes, daemonFile);
    }

    /** Reads what {@code detect.sh} printed; other lines (a greeting, a warning) do not matter. */
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

    /** All values of one name that a script said, a line each. */
    static String lines(String output, String name) {
        String start = PREFIX + name + "=";
        return output.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.joining("\n"));
    }

    /** The engine's program that {@code install-docker.sh} found at its end. */
    static Optional<String> installedDockerd(String output) {
        return path(values(output));
    }

    /** The words of a value; none of an empty one. */
    static List<String> words(String value) {
        return value.isBlank() ? List.of() : List.of(value.strip().split("\\s+"));
    }

    private static Optional<String> path(Map<String, String> values) {
        return Optional.of(values.getOrDefault("dockerd", "")).filter(path -> path.startsWith("/"));
    }

    /** What a script said in lines {@code onemachine.NAME=VALUE}; of several of one name the last. */
    static Map<String, String> values(String output) {
        Map<String, String> values = new HashMap<>();
        output.lines()
                .filter(line -> line.startsWith(PREFIX) && line.contains("="))
                .forEach(line -> values.put(
                        line.substring(PREFIX.length(), line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return values;
    }
}
