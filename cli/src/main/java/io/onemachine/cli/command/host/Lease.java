package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code docker-machine lease}. */
public final class Lease implements Command {
    private static final String EXTEND = "extend";
    private static final String UNTIL = "until";
    private static final String OFF = "off";

    @Override
    public String description() {
        return """
                Prints when the cloud removes machines, one a line, after changing it: "none" for never. The cloud
                keeps the time and acts by itself, whether or not this computer is on. "create" gives a machine a lease
                with an option of its driver.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.text(EXTEND, "Let the lease end that much later, or that long from now without one: 90m, 8h, 3d"),
                Flag.text(UNTIL, "Let the lease end at a time: 2026-12-01T18:00, or with a zone 2026-12-01T18:00Z"),
                Flag.bool(OFF, "Drop the lease: the machines stay until they are removed"),
                ParallelFlag.flag(),
                JsonFormat.flag());
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        Function<Machine, Optional<Instant>> change = change(invocation.flags());
        boolean several = invocation.arguments().size() > 1;
        return MachineBatch.forEach(invocation, (machine, lane) -> {
            Optional<Instant> end = change.apply(machine);
            String text = end.map(Instant::toString).orElse(json ? "" : "none");
            lane.out(
                    several && !json
                            ? machine.name() + " " + text
                            : JsonFormat.line(json, machine.name(), "leaseEnds", text));
        });
    }

    private static Function<Machine, Optional<Instant>> change(ParsedFlags flags) throws CommandFailure {
        String extend = flags.text(EXTEND);
        String until = flags.text(UNTIL);
        boolean off = flags.on(OFF);
        if ((extend.isEmpty() ? 0 : 1) + (until.isEmpty() ? 0 : 1) + (off ? 1 : 0) > 1) {
            throw CommandFailure.ofUsage(
                    "Only one of --" + EXTEND + ", --" + UNTIL + " and --" + OFF + " can be given");
        }
        if (!extend.isEmpty()) {
            Duration by = LeaseTime.duration(EXTEND, extend);
            return machine -> Optional.of(machine.extendLease(by));
        }
        if (!until.isEmpty()) {
            Instant end = LeaseTime.time(UNTIL, until, ZoneId.systemDefault());
            return machine -> Optional.of(machine.setLeaseEnd(end));
        }
        if (off) {
            return machine -> {
                machine.dropLease();
                return Optional.empty();
            };
        }
        return Machine::lease;
    }
}
