package io.onemachine.devcloud;

import io.onemachine.devcloud.command.Console;
import io.onemachine.devcloud.command.Devcloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program {@code devcloud}. */
public final class DevcloudMain {

    private DevcloudMain() {}

    /** Exits with code 0, or with 1 after a message on stderr. */
    public static void main(String[] arguments) {
        // Without it, an answer's last bytes wait up to 40 ms for the reader's acknowledgement. The server's class
        // reads it when it is loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(run(new Console(System.out, System.err), arguments));
    }

    private static int run(Console console, String... arguments) {
        int exitCode = Devcloud.run(console, arguments);
        if (exitCode == 0 && console.out().checkError() && !hasReader()) {
            console.err().println("error: cannot write to standard output");
            return 1;
        }
        return exitCode;
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
