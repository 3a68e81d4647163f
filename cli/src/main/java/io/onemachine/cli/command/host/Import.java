package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CreateFlags;
import io.onemachine.cli.run.CreateOptions;
import io.onemachine.cli.run.DriverFlags;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code docker-machine import}. */
public final class Import implements Command {
    private static final String VM = "vm";
    private static final String KEY = "ssh-key";
    private static final String USER = "ssh-user";
    private static final String PORT = "ssh-port";
    private static final int HIGHEST_PORT = 65_535;

    @Override
    public String description() {
        return """
                Makes a machine of a VM that exists and runs: marks the VM as the machine's, and sets up the engine on it
                as "create" does. A VM whose import fails, or is interrupted, is left as it was. Once it is a machine's,
                "rm" removes the VM like any other.

                Arguments: the name of the new machine.""";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(List.of(
                Flag.text(VM, "Id of the VM"),
                Flag.text(USER, "User to log in to the VM as; root when not given"),
                Flag.text(KEY, "Private key to log in with, which is copied; the SSH client's own ones when not given")
                        .expecting(ValueHint.FILE),
                Flag.text(PORT, "Port of the VM's SSH server; 22 when not given")));
        for (Flag flag : CreateFlags.own()) {
            if (isOfEngine(flag.name())) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static boolean isOfEngine(String name) {
        return name.startsWith("engine-")
                || name.equals("driver")
                || name.equals("tls-san")
                || name.equals(HostKeyPolicy.OPTION);
    }

    @Override
    public List<Flag> flags(DriverRegistry drivers) {
        List<Flag> flags = new ArrayList<>(flags());
        for (DriverProvider driver : drivers.builtIn()) {
            driver.adoptionFlags().ifPresent(adoption -> flags.addAll(DriverFlags.of(adoption, flags)));
        }
        return flags;
    }

    @Override
    public Operands operands() {
        return Operands.NEW_MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        ParsedFlags flags = invocation.flags();
        if (invocation.arguments().size() != 1) {
            throw CommandFailure.ofArguments("Error: Expected the name of the new machine as the only argument");
        }
        if (flags.text(VM).isEmpty()) {
            throw CommandFailure.ofArguments("Error: --" + VM + " is needed: the id of the VM to import");
        }
        String name = invocation.arguments().getFirst();
        HostToAdopt host = host(flags);
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress = new LaneProgress(board, programContext.debug());
            try (Lane lane = progress.open(name)) {
                DriverProvider driver = programContext.driver(flags.text("driver"));
                List<DriverFlag> adoption = driver.adoptionFlags()
                        .orElseThrow(() -> new NotSupportedException(
                                "The driver \"" + driver.name() + "\" cannot import VMs that exist"));
                CreateRequest request = CreateRequest.of(name, driver.name())
                        .adopting(host)
                        .driverOptions(DriverFlags.options(adoption, flags, programContext.environment()))
                        .engine(CreateOptions.engine(flags))
                        .ssh(new SshOptions(CreateOptions.hostKey(flags), Optional.empty()))
                        .tlsSans(flags.list("tls-san"));
                programContext.machines(progress).create(request).close();
                lane.out("VM " + flags.text(VM) + " is machine \"" + name + "\" now; \"" + programContext.program()
                        + " rm " + name + "\" would remove it.");
            }
            return ExitCode.SUCCESS.number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static HostToAdopt host(ParsedFlags flags) throws CommandFailure {
        return new HostToAdopt(flags.text(VM), flags.text(USER), port(flags.text(PORT)), key(flags.text(KEY)));
    }

    private static OptionalInt port(String text) throws CommandFailure {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= HIGHEST_PORT) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        throw CommandFailure.ofUsage(
                "--" + PORT + " must be a number from 1 to " + HIGHEST_PORT + ", not \"" + text + "\"");
    }

    private static Optional<Path> key(String text) throws CommandFailure {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw CommandFailure.ofUsage("--" + KEY + " is not a valid path: " + e.getReason());
        }
    }
}
