package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.reference.Reference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Installs Docker on a host, from the source and in the version that its options name. */
final class DockerInstaller {
    /** Allows for a slow mirror and a slow disk; the scripts themselves have no limit. */
    private static final Duration INSTALLATION = Duration.ofMinutes(20);

    private static final Duration QUESTION = Duration.ofSeconds(30);
    private static final Set<String> PROXIES = Set.of("http_proxy", "https_proxy", "no_proxy");
    private static final Pattern VERSION = Pattern.compile("version v?([^\\s,]+)");

    private final HostShell shell;

    DockerInstaller(HostShell shell) {
        this.shell = shell;
    }

    /** Installs Docker and returns what the host then says of its engine. */
    String install(EngineInstallation installation, EngineOptions options) {
        Map<String, String> values = new LinkedHashMap<>(proxies(options.env()));
        values.put("ENGINE_VERSION", wanted(options));
        values.putAll(installation.values());
        String output = shell.runAsRoot(
                scripts(installation.scripts(), "tell-dockerd.sh", "tell-unit.sh"),
                "install Docker",
                values,
                INSTALLATION);
        if (HostFacts.enginePath(output).isEmpty()) {
            throw new ProvisioningException("Docker was installed but there is no dockerd now");
        }
        return output;
    }

    private static List<String> scripts(List<String> middle, String... last) {
        return Stream.of(List.of("packages.sh"), middle, List.of(last))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Upgrades the packages that Docker came in.
     *
     * @throws ProvisioningException when the engine's version is pinned
     */
    EngineUpgrade upgrade(PackageManager packages, EngineOptions options) {
        if (!options.version().isEmpty()) {
            throw new ProvisioningException(
                    "The machine was created with " + Reference.option("engine-version") + " " + options.version()
                            + " and keeps that version",
                    "For another version create a new machine.",
                    null);
        }
        return EngineUpgrade.parse(shell.runAsRoot(
                scripts(packages.scripts(), "upgrade-docker.sh"),
                "upgrade Docker",
                proxies(options.env()),
                INSTALLATION));
    }

    /**
     * Verifies that the host's engine is of the requested version, if any.
     *
     * @throws ProvisioningException when it is another
     */
    void checkVersion(EngineOptions options) {
        if (options.version().isEmpty()) {
            return;
        }
        Matcher version = VERSION.matcher(
                shell.runAsRoot(List.of("engine-version.sh"), "ask for the engine's version", Map.of(), QUESTION));
        String found = version.find() ? version.group(1) : "an unknown version";
        if (!isOf(wanted(options), found)) {
            throw new ProvisioningException(
                    "The host has Docker " + found + ", and " + Reference.option("engine-version") + " asks for "
                            + options.version(),
                    "Use an image with that version, or one without Docker and an install URL that offers it.",
                    null);
        }
    }

    /** Returns whether a version is the requested one or begins with it: 26.1 matches 26.1.5 but not 26.10. */
    static boolean isOf(String wanted, String found) {
        return found.startsWith(wanted)
                && (found.length() == wanted.length() || !Character.isDigit(found.charAt(wanted.length())));
    }

    /** Returns the engine's proxies in both cases: curl reads the variables in lower case, others in upper case. */
    static Map<String, String> proxies(List<String> env) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String variable : env) {
            int equals = variable.indexOf('=');
            if (equals > 0 && PROXIES.contains(variable.substring(0, equals).toLowerCase(Locale.ROOT))) {
                given.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        Map<String, String> both = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            both.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            both.putIfAbsent(name.toUpperCase(Locale.ROOT), value);
        });
        both.putAll(given);
        return both;
    }

    private static String wanted(EngineOptions options) {
        return options.version().startsWith("v") ? options.version().substring(1) : options.version();
    }
}
