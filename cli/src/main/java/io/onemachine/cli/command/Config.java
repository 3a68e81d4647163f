package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.EngineConnection;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import java.nio.file.Path;
import java.util.List;

/** {@code docker-machine config}. */
final class Config implements Command {
    @Override
    public String description() {
        return """
                Prints the connection options of a machine's engine for the docker client. Fails when the engine cannot
                be reached with them.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.bool("swarm", "Print the options for the classic Swarm manager instead of the engine"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        return EngineConnection.print(
                invocation, "Error running connection boilerplate: ", (its, machine, dates) -> print(its, machine));
    }

    private static void print(Invocation invocation, Machine machine) throws CommandFailure {
        String endpoint = EngineConnection.endpoint(
                invocation, machine, invocation.flags().on("swarm"));
        invocation.print("--tlsverify");
        printFile(invocation, "--tlscacert", machine.directory().resolve("ca.pem"));
        printFile(invocation, "--tlscert", machine.directory().resolve("cert.pem"));
        printFile(invocation, "--tlskey", machine.directory().resolve("key.pem"));
        invocation.print("-H=" + endpoint);
    }

    private static void printFile(Invocation invocation, String option, Path file) {
        String quoted = file.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        invocation.print(option + "=\"" + quoted + "\"");
    }
}
