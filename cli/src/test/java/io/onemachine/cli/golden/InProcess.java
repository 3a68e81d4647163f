package io.onemachine.cli.golden;

import io.onemachine.cli.CommandLine;
import io.onemachine.cli.terminal.Console;
import io.onemachine.machine.Machines;
import io.onemachine.machine.MachinesSettings;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.time.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Runs the program within this process, with its own streams and environment. */
final class InProcess {
    private InProcess() {}

    static Outcome run(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String stdin,
            DriverRegistry drivers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        CommandLine commandLine = new CommandLine(
                program,
                console,
                environment,
                drivers,
                (session, progress) -> Machines.open(new MachinesSettings(
                        session.storePath(),
                        session.tlsFiles(),
                        session.drivers(),
                        progress,
                        session.sshKind(),
                        session.environment(),
                        session.home(),
                        session.userName(),
                        Sleeper.system(),
                        InstantSource.system(),
                        new SystemCommandRunner())));
        int exit = commandLine.run(arguments);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
