package io.onemachine.machine.context;

import java.util.regex.Pattern;

/** Names of docker contexts: at least two characters, of which docker reserves one name for the engine of this computer. */
public final class ContextName {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.+-]+");
    private static final String RESERVED = "default";
    private static final String PREFIX = "machine-";

    private ContextName() {}

    /** Returns whether a context can have this name. */
    public static boolean isValid(String name) {
        return VALID.matcher(name).matches() && !name.equals(RESERVED);
    }

    /** Returns the name of a machine's context: the machine's own where docker takes it, else {@code machine-NAME}. */
    public static String ofMachine(String machine) {
        return isValid(machine) ? machine : PREFIX + machine;
    }

    /**
     * Verifies a name.
     *
     * @throws ContextException when no context can have it
     */
    public static void requireValid(String name) {
        if (!isValid(name)) {
            throw new ContextException(
                    "\"" + name + "\" cannot be the name of a docker context",
                    "Use at least two letters, digits or characters of _.+- with a letter or digit first; \"" + RESERVED
                            + "\" is reserved by docker.",
                    null);
        }
    }
}
