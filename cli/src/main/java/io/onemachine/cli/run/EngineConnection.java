package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.machine.engine.TlsCredentialsCache;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.options.SwarmOptions;
import java.net.URI;
import java.time.Duration;

/** The common part of {@code config} and {@code env}: checks first that the engine can be reached. */
public final class EngineConnection {
    private static final Duration ENGINE_ANSWER = Duration.ofSeconds(10);

    private EngineConnection() {}

    /** Prints how to connect to a machine whose engine was reached. */
    @FunctionalInterface
    public interface Printer {
        /**
         * Prints the connection.
         *
         * @param dates the expiry of the certificates that the connection needs
         */
        void print(Invocation invocation, Machine machine, CertificateExpiry dates) throws CommandFailure;
    }

    /**
     * Checks the connection and prints it when it works.
     *
     * @param about the prefix of a connection error's message
     */
    public static int print(Invocation invocation, String about, Printer printer) throws CommandFailure {
        Machines machines = invocation.machines();
        String target = target(invocation, machines);
        try (Machine machine = machines.load(target)) {
            CertificateExpiry dates;
            try {
                dates = machine.checkConnection();
            } catch (MachineException e) {
                throw CommandFailure.of(about, e);
            }
            printer.print(invocation, machine, dates);
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }

    /** Returns the machine to use; {@code config} ignores all names but the first, as in docker-machine 0.16.2. */
    private static String target(Invocation invocation, Machines machines) throws CommandFailure {
        return invocation.name() == CommandName.CONFIG
                ? invocation.targets(machines).get(0)
                : invocation.target(machines);
    }

    /**
     * Returns the URL for docker to connect to.
     *
     * @param swarm whether to return that of the classic Swarm manager rather than the engine's
     */
    public static String endpoint(Invocation invocation, Machine machine, boolean swarm) throws CommandFailure {
        return swarm ? swarmEndpoint(invocation, machine) : machine.url();
    }

    private static String swarmEndpoint(Invocation invocation, Machine machine) throws CommandFailure {
        SwarmOptions options = machine.options().swarm();
        if (!options.master()) {
            CommandFailure failure = new CommandFailure("\"" + machine.name()
                    + "\" is not a swarm master. The --swarm flag is intended for use with swarm masters");
            throw isSwarmModeManager(machine) ? failure.withHint(hint(invocation, machine)) : failure;
        }
        int port = portOf(options.host());
        if (port < 0) {
            throw new CommandFailure("The address of the swarm manager has no port: " + options.host());
        }
        return "tcp://" + machine.ip() + ":" + port;
    }

    /** Returns whether the engine manages a swarm of its own swarm mode, which replaced the classic Swarm. */
    private static boolean isSwarmModeManager(Machine machine) {
        try {
            return machine.engineAt(machine.url(), ENGINE_ANSWER, new TlsCredentialsCache())
                    .isSwarmManager();
        } catch (MachineException e) {
            return false; // it is only about a hint
        }
    }

    private static String hint(Invocation invocation, Machine machine) {
        return "Its engine is a manager in swarm mode, which needs no --swarm: \""
                + invocation.programContext().program() + " "
                + invocation.name().typed() + " " + machine.name()
                + "\" is enough.";
    }

    /** Returns the port of {@code tcp://host:port}, -1 when it has none. */
    private static int portOf(String address) {
        try {
            return URI.create(address).getPort();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
