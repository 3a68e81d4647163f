package io.onemachine.cli;

import io.onemachine.cli.terminal.Console;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.rpc.RpcClient;
import io.onemachine.plugin.server.PluginProgram;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs command lines in one process, so that a JVM that records a start-up cache sees the classes they load. Reads them from
 * standard input, one a line, words separated by blanks: {@code docker-machine} with arguments, or {@code plugin}, which
 * runs the opennebula driver as a plugin. Prints only the output of a command that failed, and then exits with 1.
 */
public final class AotTrainingRun {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private AotTrainingRun() {}

    /** Runs all command lines; ends the process with 1 at the first command that fails. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            List<String> words = List.of(line.strip().split(" +"));
            if (words.getFirst().equals("plugin")) {
                servePlugin();
            } else if (!succeeds(words)) {
                System.exit(1);
            }
            line = lines.readLine();
        }
    }

    private static boolean succeeds(List<String> words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(output, false, StandardCharsets.UTF_8);
        Console console = new Console(new ByteArrayInputStream(new byte[0]), out, out, false, false);
        Map<String, String> environment = System.getenv();
        int exitCode;
        try (InstalledDrivers drivers = new InstalledDrivers(environment)) {
            exitCode = new CommandLine(words.getFirst(), console, environment, drivers, new DefaultMachinesOpener())
                    .run(words.subList(1, words.size()));
        }
        if (exitCode != 0) {
            System.err.println(String.join(" ", words) + " returned " + exitCode + ":\n"
                    + output.toString(StandardCharsets.UTF_8));
        }
        return exitCode == 0;
    }

    private static void servePlugin() throws IOException, InterruptedException {
        PipedInputStream printed = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(printed), false, StandardCharsets.UTF_8);
        Thread serving = Thread.ofPlatform()
                .start(() -> new PluginProgram(
                                () -> new InstalledDrivers(Map.of())
                                        .find("opennebula")
                                        .orElseThrow(),
                                Map.of("MACHINE_PLUGIN_TOKEN", "42"),
                                out,
                                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                                Sleeper.system())
                        .run());
        String address = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8)).readLine();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (RpcClient client = RpcClient.connect(server, Map.of(), GobLimits.DEFAULT, CALL_TIMEOUT)) {
            String config = BaseDriverConfig.initial("training", "/nowhere").json();
            call(client, "GetVersion", TypedValue.EMPTY);
            call(client, "SetConfigRaw", TypedValue.of(GobValue.Bytes.of(config)));
            for (String method : List.of("GetMachineName", "DriverName", "GetCreateFlags", "GetConfigRaw", "Close")) {
                call(client, method, TypedValue.EMPTY);
            }
        }
        serving.join();
    }

    private static void call(RpcClient client, String method, TypedValue argument)
            throws IOException, InterruptedException {
        client.call("RPCServerDriver." + method, argument, CALL_TIMEOUT);
    }
}
