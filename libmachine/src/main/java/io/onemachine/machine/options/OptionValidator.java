package io.onemachine.machine.options;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.reference.Reference;
import java.util.List;
import java.util.regex.Pattern;

/** Rejects values that cannot reach an engine unchanged, before anything is created. */
public final class OptionValidator {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    /** systemd accepts no other control characters in the value of a variable than tab and line feed. */
    private static final Pattern REFUSED_IN_VARIABLES = Pattern.compile("[\\p{Cntrl}&&[^\t\n]]");

    private static final Pattern VERSION = Pattern.compile("v?[0-9]+(\\.[0-9]+)*([-+~][A-Za-z0-9.+~-]*)?");

    private OptionValidator() {}

    /**
     * Checks the options of an engine.
     *
     * @throws DriverOptionException naming the option of {@code create} whose value is wrong
     */
    public static void check(EngineOptions options) {
        checkText("engine-opt", options.arbitraryFlags());
        checkText("engine-label", options.labels());
        checkText("engine-insecure-registry", options.insecureRegistry());
        checkText("engine-registry-mirror", options.registryMirror());
        checkText("engine-storage-driver", List.of(options.storageDriver()));
        options.env().forEach(OptionValidator::checkVariable);
        checkInstallation(options);
    }

    /**
     * Checks the options of the classic Swarm.
     *
     * @throws DriverOptionException naming the option of {@code create} whose value is wrong
     */
    public static void check(SwarmOptions options) {
        checkText("swarm-opt", options.arbitraryFlags());
        checkText("swarm-join-opt", options.arbitraryJoinFlags());
        checkText("swarm-strategy", List.of(options.strategy()));
        checkText("swarm-image", List.of(options.image()));
        if (options.isSwarm() && options.master() && options.hostPort() < 0) {
            throw new DriverOptionException(Reference.option("swarm-host") + ": \"" + options.host()
                    + "\" is not an address with a port, such as tcp://0.0.0.0:3376");
        }
    }

    private static void checkVariable(String variable) {
        if (!VARIABLE.matcher(variable).matches()) {
            throw new DriverOptionException(Reference.option("engine-env") + ": " + shown(variable)
                    + " is not NAME=VALUE with a name of letters, digits and underscores");
        }
        if (REFUSED_IN_VARIABLES.matcher(variable).find()) {
            throw new DriverOptionException(Reference.option("engine-env") + ": the value of "
                    + variable.substring(0, variable.indexOf('='))
                    + " holds a control character; only tabs and line breaks can be in an engine's variable");
        }
    }

    private static void checkInstallation(EngineOptions options) {
        if (options.source() == EngineOptions.Source.SCRIPT
                && options.installUrl().chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new DriverOptionException(
                    Reference.option("engine-install-url") + ": the URL holds a blank or a control character");
        }
        if (options.version().isEmpty()) {
            return;
        }
        if (!VERSION.matcher(options.version()).matches()) {
            throw new DriverOptionException(Reference.option("engine-version") + ": \"" + options.version()
                    + "\" is not a version, such as 26.1 or 26.1.5");
        }
        if (options.source() == EngineOptions.Source.NONE) {
            throw new DriverOptionException(Reference.option("engine-version") + " cannot be had with "
                    + Reference.option("engine-install-url") + " none, which installs no engine at all");
        }
    }

    private static void checkText(String option, List<String> values) {
        for (String value : values) {
            if (value.indexOf(0) >= 0) {
                throw new DriverOptionException(Reference.option(option) + ": the value holds a NUL character");
            }
        }
    }

    /** Returns the name without the value, which may be a password. */
    private static String shown(String variable) {
        int equals = variable.indexOf('=');
        return equals < 0 ? "a value without \"=\"" : "\"" + variable.substring(0, equals) + "=...\"";
    }
}
