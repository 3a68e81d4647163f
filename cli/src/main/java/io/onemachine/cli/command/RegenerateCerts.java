package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.cli.terminal.Confirmation;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.error.MachineException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code docker-machine regenerate-certs}. */
final class RegenerateCerts implements Command {
    private static final String FORCE = "force";
    private static final String CLIENT_TOO = "client-certs";
    private static final String ONLY_CLIENT = "only-client-certs";
    private static final String CA = "ca";
    private static final String ALL = "all";

    @Override
    public String description() {
        return """
                Creates new certificates for the engines of machines and restarts the engines with them. Containers keep
                running where the engine supports it.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool(FORCE, "Ask nothing").alias("f"),
                Flag.bool(CLIENT_TOO, "Renew the client certificate too, and with it the CA if it has expired"),
                Flag.bool(ONLY_CLIENT, "Renew the client certificate for all machines, and touch no engine"),
                Flag.bool(CA, "Create a new CA, and with it new certificates for all machines and the client"),
                Flag.bool(ALL, "All machines of the store; one that is off gets its certificate when it is started"),
                ParallelFlag.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        check(flags);
        int limit = ParallelFlag.limit(flags);
        if (!flags.on(FORCE) && !confirmed(invocation)) {
            return ExitCode.SUCCESS.number();
        }
        invocation.print("Regenerating TLS certificates");
        if (flags.on(ONLY_CLIENT)) {
            return onlyClient(invocation);
        }
        if (flags.on(CA) || flags.on(ALL)) {
            return all(invocation, limit);
        }
        return MachineBatch.forEachAfter(invocation, (machines, loaded) -> {
            if (flags.on(CLIENT_TOO)) {
                renewClients(invocation, machines, loaded);
            }
            return (machine, lane) -> machine.regenerateCertificates();
        });
    }

    private static void check(ParsedFlags flags) throws CommandFailure {
        boolean forAll = flags.on(ONLY_CLIENT) || flags.on(CA) || flags.on(ALL);
        if (forAll && !flags.positionals().isEmpty()) {
            throw CommandFailure.ofUsage("Error: --" + ONLY_CLIENT + ", --" + CA + " and --" + ALL
                    + " are for all machines of the store: no machine can be named");
        }
        if (flags.on(ONLY_CLIENT) && (flags.on(CA) || flags.on(ALL))) {
            throw CommandFailure.ofUsage(
                    "Error: --" + ONLY_CLIENT + " touches no engine: it does not go with --" + CA + " or --" + ALL);
        }
    }

    /** Asks the user. Unlike in {@code rm}, no answer is a failure: a script that runs this needs the certificates. */
    private static boolean confirmed(Invocation invocation) throws CommandFailure {
        Confirmation confirmation =
                invocation.console().ask("Regenerate TLS machine certs?  Warning: this is irreversible.");
        return switch (confirmation) {
            case YES -> true;
            case NO -> false;
            case EMPTY, END_OF_INPUT, MALFORMED ->
                throw new CommandFailure(
                        "Nothing was regenerated: the question was not answered by y or n",
                        "With --force nothing is asked.");
        };
    }

    private static int onlyClient(Invocation invocation) throws CommandFailure {
        try (ProgressBoard board = invocation.board()) {
            Machines machines = invocation
                    .programContext()
                    .machines(
                            new LaneProgress(board, invocation.programContext().debug()));
            List<String> updated = machines.renewClientCertificate(machines.tlsFiles());
            board.out(
                    updated.isEmpty()
                            ? "No machine has a copy of it."
                            : "These machines have it: " + String.join(" ", updated));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }

    /** Regenerates all machines' certificates; a machine that fails does not stop the others. */
    private static int all(Invocation invocation, int limit) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress =
                    new LaneProgress(board, invocation.programContext().debug());
            Machines machines = invocation.programContext().machines(progress);
            if (flags.on(CA)) {
                board.out("Creating CA: " + machines.tlsFiles().caCertificate());
                board.out("Creating client certificate: " + machines.tlsFiles().clientCertificate());
                machines.replaceCa();
            } else if (flags.on(CLIENT_TOO)) {
                machines.renewSharedCertificates(machines.tlsFiles());
            }
            return new MachineBatch(invocation, board, progress, limit).run(machines.names(), (name, lane) -> {
                try (Machine machine = machines.load(name)) {
                    regenerate(machine, lane);
                }
            });
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static void regenerate(Machine machine, Lane lane) {
        if (!machine.driver().provisionable()) {
            lane.out("Machine \"" + machine.name()
                    + "\" is only the URL of an engine: its operator manages its certificate.");
        } else if (machine.state().isOff()) {
            lane.out(
                    "Machine \"" + machine.name() + "\" is off: its engine gets a new certificate when it is started.");
        } else {
            machine.regenerateCertificates();
        }
    }

    private static void renewClients(Invocation invocation, Machines machines, List<Machine> loaded) {
        Set<TlsFiles> files = new LinkedHashSet<>();
        for (Machine machine : loaded) {
            if (machine.driver().provisionable()) {
                files.add(machine.options().auth().tlsFiles());
            }
        }
        if (!files.isEmpty()) {
            invocation.print("Regenerating local certificates");
        }
        files.forEach(machines::renewSharedCertificates);
    }
}
