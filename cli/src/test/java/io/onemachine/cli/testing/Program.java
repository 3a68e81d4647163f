package io.onemachine.cli.testing;

import io.onemachine.cli.CommandLine;
import io.onemachine.cli.terminal.Console;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.swarm.SwarmMembership;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the program within this process. */
public final class Program {
    private final Map<String, String> environment;
    private String name = "docker-machine";
    private boolean terminal;
    private String input = "";
    private DriverRegistry drivers = wanted -> Optional.empty();
    private CommandRunner commands = new SystemCommandRunner();

    private Program(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
    }

    /** Creates a program with only the given environment variables. */
    public static Program in(Map<String, String> environment) {
        return new Program(environment);
    }

    /** Creates a program with a store, a home folder next to it and bash as the user's shell. */
    public static Program withStore(Path store) {
        return in(Map.of(
                "MACHINE_STORAGE_PATH", store.toString(),
                "HOME", store.resolveSibling("home").toString(),
                "SHELL", "/bin/bash",
                "PATH", "/usr/bin:/bin",
                "USER", "tester"));
    }

    public Program called(String newName) {
        name = newName;
        return this;
    }

    public Program onTerminal() {
        terminal = true;
        return this;
    }

    /** Sets what is on standard input. */
    public Program input(String text) {
        input = text;
        return this;
    }

    public Program drivers(DriverProvider... providers) {
        drivers = DriverRegistry.of(List.of(providers));
        return this;
    }

    public Program commands(CommandRunner newCommands) {
        commands = newCommands;
        return this;
    }

    public Program environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal);
        CommandLine commandLine = new CommandLine(
                name,
                console,
                environment,
                drivers,
                (programContext, progress) -> Machines.builder(programContext.storePath())
                        .tlsFiles(programContext.tlsFiles())
                        .drivers(programContext.drivers())
                        .progress(progress)
                        .ssh(programContext.sshKind())
                        .environment(programContext.environment())
                        .home(programContext.home())
                        .userName(programContext.userName())
                        .commands(commands)
                        .membership(machines -> new SwarmMembership(machines, progress))
                        .open());
        int exit = commandLine.run(List.of(arguments));
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
