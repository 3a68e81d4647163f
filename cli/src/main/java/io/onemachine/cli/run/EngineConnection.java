package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.options.SwarmOptions;
import java.net.URI;

/** The common part of {@code config} and {@code env}: checks first that the engine can be reached. */
public final class EngineConnection {
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
    public static String endpoint(Machine machine, boolean swarm) throws CommandFailure {
        return swarm ? swarmEndpoint(machine) : machine.url();
    }

    private static String swarmEndpoint(Machine machine) throws CommandFailure {
        SwarmOptions options = machine.options().swarm();
        if (!options.master()) {
            throw new CommandFailure("\"" + machine.name()
                    + "\" is not a swarm master. The --swarm flag is intended for use with swarm masters");
        }
        int port = portOf(options.host());
        if (port < 0) {
            throw new CommandFailure("The address of the swarm manager has no port: " + options.host());
        }
        return "tcp://" + machine.ip() + ":" + port;
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
