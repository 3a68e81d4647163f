package io.onemachine.devcloud;

import io.onemachine.devcloud.command.CommandException;
import io.onemachine.devcloud.command.Commands;
import io.onemachine.devcloud.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program {@code devcloud}. */
public final class DevcloudMain {

    private DevcloudMain() {}

    /** Exits with code 0, or with 1 after a message on stderr. */
    public static void main(String[] arguments) {
        // Without it, an answer's last bytes wait up to 40 ms for the reader's acknowledgement. The server's class
        // reads it
        // when it is loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(run(List.of(arguments), new Console(System.out, System.err)));
    }

    private static int run(List<String> line, Console console) {
        try {
            Commands.run(line, console);
            if (!console.out().checkError() || hasReader()) {
                return 0;
            }
            console.err().println("error: cannot write to standard output");
        } catch (CommandException e) {
            console.err().println("error: " + e.getMessage());
        } catch (IOException e) {
            console.err().println("error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        } catch (InterruptedException e) {
            console.err().println("error: interrupted");
        }
        return 1;
    }

    /** Returns whether standard output is a pipe or socket, where a failed write means that the reader has closed it. */
    private static boolean hasReader() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }
}
