package io.onemachine.machine.options;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.reference.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rejects values whose form no version of {@code dockerd} accepts. What only some versions accept is left to the engine on the host.
 */
public final class EngineOptionSyntax {
    private static final String OPT = "engine-opt";

    /** A name, optionally followed by a value after {@code =} or, as in the Go program's unit, after spaces. */
    private static final Pattern FLAG =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?:=(.*)|[ \\t]+(\\S.*)?)?", Pattern.DOTALL);

    private static final Set<String> NETWORKS = Set.of("bip", "fixed-cidr");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]+/[0-9]{1,3}");

    private static final Pattern MIRROR = Pattern.compile("(?i:https?):.*", Pattern.DOTALL);

    /** A query or a fragment, which a mirror must not have; empty ones do not count. */
    private static final Pattern AFTER_PATH = Pattern.compile("\\?[^#]|#.");

    private EngineOptionSyntax() {}

    /**
     * Checks the options of a new engine.
     *
     * @throws DriverOptionException naming the option of {@code create} whose value is wrong
     */
    public static void check(EngineOptions options) {
        options.labels().forEach(EngineOptionSyntax::checkLabel);
        options.arbitraryFlags().stream().filter(flag -> !flag.isBlank()).forEach(EngineOptionSyntax::checkFlag);
        checkFilled("engine-insecure-registry", options.insecureRegistry());
        checkFilled("engine-registry-mirror", options.registryMirror());
        options.registryMirror().forEach(EngineOptionSyntax::checkMirror);
    }

    private static void checkLabel(String label) {
        if (!label.contains("=")) {
            throw new DriverOptionException(Reference.option("engine-label") + ": " + shown(label)
                    + " is not a label: an engine takes NAME=VALUE only");
        }
    }

    private static void checkFlag(String flag) {
        Matcher form = FLAG.matcher(flag);
        if (flag.startsWith("-")) {
            throw new DriverOptionException(
                    Reference.option(OPT) + ": " + shown(flag) + " begins with a dash",
                    "Give the engine's option without its dashes, such as " + Reference.option(OPT) + " mtu=1400.");
        }
        if (!form.matches()) {
            throw new DriverOptionException(Reference.option(OPT) + ": " + shown(flag)
                    + " is not an option of an engine: NAME or NAME=VALUE, with a name of letters, digits and dashes");
        }
        String value = Optional.ofNullable(form.group(2))
                .or(() -> Optional.ofNullable(form.group(3)))
                .orElse("");
        if (NETWORKS.contains(form.group(1))
                && !value.isEmpty()
                && !NETWORK.matcher(value).matches()) {
            throw new DriverOptionException(Reference.option(OPT) + ": " + shown(flag)
                    + ": the value is not an address with the length of its network, such as 10.9.0.1/16");
        }
    }

    private static void checkMirror(String mirror) {
        if (!MIRROR.matcher(mirror).matches()) {
            throw new DriverOptionException(Reference.option("engine-registry-mirror") + ": " + shown(mirror)
                    + " is not a URL that begins with http:// or https://");
        }
        if (AFTER_PATH.matcher(mirror).find()) {
            throw new DriverOptionException(Reference.option("engine-registry-mirror")
                    + ": the URL has a query or a fragment (? or #), which a mirror cannot have");
        }
    }

    private static void checkFilled(String option, List<String> values) {
        if (values.stream().anyMatch(String::isBlank)) {
            throw new DriverOptionException(Reference.option(option) + ": the value is empty");
        }
    }

    /** Returns the beginning of a value that may hold a password, or is long. */
    private static String shown(String value) {
        int equals = value.indexOf('=');
        String beginning = equals < 0 ? value : value.substring(0, equals + 1) + "...";
        String line = beginning.replaceAll("\\p{Cntrl}", " ");
        return '"' + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + '"';
    }
}
