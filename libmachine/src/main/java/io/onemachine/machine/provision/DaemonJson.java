package io.onemachine.machine.provision;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.reference.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The engine's configuration file on a host, {@code /etc/docker/daemon.json}. An engine does not start when a setting is both in the file
 * and among its arguments, even with the same value.
 */
final class DaemonJson {
    /** The file's path. */
    static final String PATH = "/etc/docker/daemon.json";

    private static final String NAMED_OTHERWISE = "config-file";

    private static final String VERIFY = "tlsverify";
    private static final Set<String> CERTIFICATES = Set.of("tlscacert", "tlscert", "tlskey");

    /** The one setting that may be in both places. */
    private static final String IN_BOTH = "runtimes";

    private final JsonObject settings;

    private DaemonJson(JsonObject settings) {
        this.settings = settings;
    }

    /** Parses the file. Invalid JSON counts as no settings: the engine itself reports what is wrong with it. */
    static DaemonJson parse(String text) {
        try {
            return new DaemonJson(text.isBlank() ? new JsonObject() : GoJsonReader.readObject(text));
        } catch (MalformedJsonException e) {
            return new DaemonJson(new JsonObject());
        }
    }

    /**
     * Returns the arguments that the file does not already contain.
     *
     * @param arguments each a single argument, or an option and its value
     */
    List<List<String>> missing(List<List<String>> arguments) {
        return isRead(arguments)
                ? arguments.stream().filter(words -> !isSame(words, arguments)).toList()
                : arguments;
    }

    /**
     * Verifies that an engine with this file can be started with those arguments.
     *
     * @throws ProvisioningException when the file has a setting with another value
     */
    void check(List<List<String>> arguments) {
        Map<String, List<List<String>>> others = new LinkedHashMap<>();
        for (List<String> words : missing(arguments)) {
            if (isRead(arguments)) {
                key(words)
                        .ifPresent(key -> others.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(words));
            }
        }
        if (!others.isEmpty()) {
            throw conflict(others);
        }
    }

    private static boolean isRead(List<List<String>> arguments) {
        return arguments.stream().noneMatch(words -> name(words).equals(NAMED_OTHERWISE));
    }

    /** Compares with the file. Without {@code --tlsverify} an engine ignores the other certificate arguments. */
    private boolean isSame(List<String> words, List<List<String>> arguments) {
        boolean same =
                key(words).map(key -> holds(settings.get(key), value(words))).orElse(false);
        return same
                && (!name(words).equals(VERIFY)
                        || arguments.stream()
                                .filter(other -> CERTIFICATES.contains(name(other)))
                                .allMatch(other -> isSame(other, arguments)));
    }

    private static ProvisioningException conflict(Map<String, List<List<String>>> others) {
        String keys = String.join(", ", others.keySet());
        String ours = others.values().stream()
                .flatMap(List::stream)
                .map(words -> String.join(" ", words))
                .collect(Collectors.joining(" "));
        Set<String> origins = new LinkedHashSet<>();
        others.values().forEach(all -> all.forEach(words -> origins.add(origin(words))));
        boolean several = others.size() > 1;
        return new ProvisioningException(
                PATH + " on the host sets " + keys + ", and the engine is to be started with " + ours + " ("
                        + String.join(", ", origins)
                        + "): an engine refuses to start when a setting is in both places",
                "Nothing was changed on the host. Take " + keys + " out of " + PATH
                        + ", or let " + (several ? "them" : "it")
                        + " hold the same values there: what is the same is not given to the engine twice.",
                null);
    }

    /** Returns the origin of an argument, for messages. */
    private static String origin(List<String> words) {
        String name = name(words);
        return switch (name) {
            case VERIFY -> "with --tlscacert, --tlscert and --tlskey";
            case "host", "tlscacert", "tlscert", "tlskey" -> "by which it is reached";
            case "label" ->
                value(words).startsWith("provider=")
                        ? "the label that every machine's engine has"
                        : "from " + Reference.option("engine-label");
            case "insecure-registry", "registry-mirror", "storage-driver" ->
                "from " + Reference.option("engine-" + name);
            default -> "from " + Reference.option("engine-opt");
        };
    }

    /** Returns the file's key for an argument, if the file sets it: the key of a list is the plural of the option's name. */
    private Optional<String> key(List<String> words) {
        String name = name(words);
        return Stream.of(name, name + "s", name.replaceFirst("y$", "ies"))
                .filter(key -> settings.has(key) && !key.equals(IN_BOTH))
                .findFirst();
    }

    private static String name(List<String> words) {
        String word = words.getFirst();
        if (word.equals("-H")) {
            return "host";
        }
        int equals = word.indexOf('=');
        return (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^-+", "");
    }

    private static String value(List<String> words) {
        int equals = words.getFirst().indexOf('=');
        if (equals >= 0) {
            return words.getFirst().substring(equals + 1);
        }
        return words.size() > 1 ? words.get(1) : "true";
    }

    private static boolean holds(JsonElement setting, String value) {
        return switch (setting) {
            case JsonArray list -> list.asList().stream().anyMatch(element -> holds(element, value));
            case JsonObject map -> {
                int equals = value.indexOf('=');
                yield equals > 0
                        && map.get(value.substring(0, equals)) instanceof JsonPrimitive text
                        && text.getAsString().equals(value.substring(equals + 1));
            }
            case JsonPrimitive single -> bare(single.getAsString()).equals(bare(value));
            default -> false;
        };
    }

    /** Removes a mirror's trailing slash, which has no meaning. */
    private static String bare(String value) {
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    }
}
