package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.process.ExecutableFinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a program that shows a screen over VNC. */
final class VncViewer {
    /** The programs that are tried, by preference; all but the first take a URL. */
    private static final List<String> PROGRAMS = List.of("vncviewer", "remote-viewer", "krdc", "vinagre", "gvncviewer");

    private final Map<String, String> environment;

    VncViewer(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs the viewer until the user closes it; returns its exit code. */
    int show(HostConsole console) throws CommandFailure {
        for (String program : PROGRAMS) {
            if (ExecutableFinder.contains(program, environment)) {
                return run(command(program, console));
            }
        }
        throw new CommandFailure(
                "No VNC viewer is installed: none of " + String.join(", ", PROGRAMS) + " is in PATH",
                "The screen is at " + console.url() + "; --print prints that alone.");
    }

    private static List<String> command(String program, HostConsole console) {
        List<String> command = new ArrayList<>(List.of(program));
        switch (program) {
            // Two colons: a port; one colon would be a display number.
            case "vncviewer" -> command.add(console.host() + "::" + console.port());
            case "gvncviewer" -> command.add(console.host() + ":" + console.port());
            default -> command.add(console.url());
        }
        return command;
    }

    private static int run(List<String> command) throws CommandFailure {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            throw new CommandFailure("Cannot run " + command.getFirst() + ": " + e.getMessage());
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new CommandFailure("Interrupted while " + command.getFirst() + " ran");
        }
    }
}
