package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.swarm.SwarmOperations;
import java.time.Duration;
import java.util.List;

/** The commands that change members of a swarm one after the other, from {@code swarm promote} to {@code swarm unlock}. */
public final class MemberChange implements Command {
    private static final String FORCE = "force";

    private final String description;
    private final List<Flag> flags;
    private final Preparation preparation;

    /** Reads the options of a command, and returns what it does with each machine. */
    @FunctionalInterface
    private interface Preparation {
        Change of(ParsedFlags flags) throws CommandFailure;
    }

    /** Changes one machine. */
    @FunctionalInterface
    private interface Change {
        void on(SwarmOperations swarms, List<String> machine);
    }

    private MemberChange(String description, List<Flag> flags, Preparation preparation) {
        this.description = description + "\n\nArguments: names of machines.";
        this.flags = flags;
        this.preparation = preparation;
    }

    public static MemberChange promote() {
        return new MemberChange("""
                Makes machines managers of their swarm, one after the other, and waits until the other managers reach each.
                A swarm with three managers goes on when one of them is off; with two it stands still then.""", List.of(), flags -> SwarmOperations::promote);
    }

    public static MemberChange demote() {
        return new MemberChange("""
                Makes managers workers, one after the other. The last manager is refused, and so is one without which the swarm
                would lose its quorum: more than half of the managers must be reachable.""", List.of(), flags -> SwarmOperations::demote);
    }

    public static MemberChange drain() {
        return new MemberChange("""
                Moves the tasks of machines to other nodes of the swarm and waits until none runs. The machines get no new
                tasks until "swarm activate", also when time is up. Containers that are not the swarm's are left alone.""", List.of(SwarmArguments.timeout()), flags -> {
            Duration timeout = SwarmArguments.timeout(flags);
            return (swarms, machine) -> swarms.drain(machine, timeout);
        });
    }

    public static MemberChange activate() {
        return new MemberChange(
                "Lets machines get tasks of their swarm again, after \"swarm drain\" or \"stop --drain\".",
                List.of(),
                flags -> SwarmOperations::activate);
    }

    public static MemberChange leave() {
        return new MemberChange(
                """
                Takes machines out of their swarm, one after the other: drains each, makes a manager a worker, lets it leave,
                and removes its node. A machine whose engine does not answer is removed by the managers. The machines stay;
                "rm" does the same before it removes one. The last manager is refused, and so is one without which the swarm
                would lose its quorum, unless --force is given.""",
                List.of(
                        SwarmArguments.timeout(),
                        Flag.bool(FORCE, "Also the last manager, without quorum, and with tasks that still run")
                                .alias("f")),
                flags -> {
                    Duration timeout = SwarmArguments.timeout(flags);
                    boolean force = flags.on(FORCE);
                    return (swarms, machine) -> swarms.leave(machine, force, timeout);
                });
    }

    public static MemberChange unlock() {
        return new MemberChange("""
                Unlocks managers of a swarm with autolock after a restart of their engines, with the key that is stored with
                the machines, or that other managers know. "start" and "restart" do that as well.""", List.of(), flags -> SwarmOperations::unlock);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Flag> flags() {
        return flags;
    }

    @Override
    public Operands operands() {
        return Operands.NAMED_MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> names = SwarmArguments.names(invocation);
        Change change = preparation.of(invocation.flags());
        return SwarmWork.oneByOne(invocation, names, (swarms, name, lane) -> change.on(swarms, List.of(name)));
    }
}
