package io.onemachine.cli.command;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.grammar.Operands;
import io.onemachine.cli.terminal.Answer;
import java.util.List;

/** {@code docker-machine regenerate-certs}. */
final class RegenerateCerts implements Command {
    @Override
    public String description() {
        return """
                Makes new certificates for the engines of machines and restarts the engines with them.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("force", "Ask nothing").alias("f"),
                Flag.bool("client-certs", "Renew the CA and the client certificate too, where they have expired"));
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (!invocation.flags().on("force") && !confirmed(invocation)) {
            return ExitCode.SUCCESS.number();
        }
        invocation.print("Regenerating TLS certificates");
        boolean clientToo = invocation.flags().on("client-certs");
        return EachMachine.load(invocation, (machine, lane) -> machine.regenerateCertificates(clientToo));
    }

    /** Unlike with {@code rm}, no answer is a failure: whoever runs this in a script wants the certificates. */
    private static boolean confirmed(Invocation invocation) throws CommandFailure {
        Answer answer = invocation.console().ask("Regenerate TLS machine certs?  Warning: this is irreversible.");
        return switch (answer) {
            case YES -> true;
            case NO -> false;
            case EMPTY, END_OF_INPUT, MALFORMED ->
                throw new CommandFailure(
                        "Nothing was regenerated: the question was not answered by y or n",
                        "With --force nothing is asked.");
        };
    }
}
