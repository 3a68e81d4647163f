package io.onemachine.machine.provision;

/** Builds the command that shows the engine's log on a host. */
public final class EngineLog {
    private EngineLog() {}

    /**
     * Returns a command for the host's login shell.
     *
     * @param lines how many of the last lines
     * @param follow whether to go on with what is added
     */
    public static String command(int lines, boolean follow) {
        String script = "LINES=" + lines + "\nFOLLOW=" + (follow ? "yes" : "no") + "\n"
                + HostShell.script("show-engine-log.sh");
        return "sh -c " + ShellQuoting.word(script);
    }
}
