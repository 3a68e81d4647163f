package io.onemachine.cli.command.client;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.DockerContexts;
import io.onemachine.machine.Machine;
import java.util.List;
import java.util.Optional;

/** {@code docker-machine context add}. */
public final class ContextAdd implements Command {
    private static final String NAME = "name";
    private static final String USE = "use";
    private static final String REPLACE = "replace";

    @Override
    public String description() {
        return """
                Adds a docker context for machines, so that "docker --context NAME" uses a machine's engine. It has the
                machine's name, or machine-NAME where docker does not take that, and follows the machine: its address, its
                certificates, its removal.

                Arguments: names of machines.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.text(NAME, "Name of the context, for one machine"),
                Flag.bool(USE, "Set it as docker's current context, for one machine"),
                Flag.bool(REPLACE, "Overwrite a context of that name that is not the machine's"),
                ParallelFlag.flag());
    }

    @Override
    public Operands operands() {
        return Operands.NAMED_MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        requireNames(invocation);
        for (String flag : List.of(NAME, USE)) {
            boolean given = flag.equals(NAME) ? !flags.text(NAME).isEmpty() : flags.on(USE);
            if (given && invocation.arguments().size() > 1) {
                throw CommandFailure.ofUsage("Error: --" + flag + " is for one machine only");
            }
        }
        return MachineBatch.forEachAfter(invocation, (machines, loaded) -> {
            DockerContexts contexts = machines.dockerContexts();
            return (machine, lane) -> add(contexts, machine, flags, lane);
        });
    }

    /** Requires at least one name: the machine called "default" is not meant by accident. */
    static void requireNames(Invocation invocation) throws CommandFailure {
        if (invocation.arguments().isEmpty()) {
            throw CommandFailure.ofArguments("Error: Expected to get one or more machine names as arguments");
        }
    }

    private static void add(DockerContexts contexts, Machine machine, ParsedFlags flags, Lane lane) {
        Optional<String> name = Optional.of(flags.text(NAME)).filter(text -> !text.isEmpty());
        String context = contexts.add(machine, name, flags.on(REPLACE));
        lane.out("The docker context \"" + context + "\" is the engine of machine \"" + machine.name() + "\".");
        if (flags.on(USE)) {
            contexts.use(context);
            lane.out("It is docker's current context.");
        } else {
            lane.out("To use it: docker --context " + context + " COMMAND, or docker context use " + context);
        }
    }
}
