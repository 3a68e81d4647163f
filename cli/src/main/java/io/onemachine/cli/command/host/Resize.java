package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.host.HostSize;
import java.util.List;

/** {@code docker-machine resize}. */
public final class Resize implements Command {
    @Override
    public String description() {
        return """
                Changes the size of machines: while they run where the cloud can do that. Otherwise --restart stops a
                running machine, resizes it and starts it again. A disk only grows; the file system in it follows at the
                host's next start.

                Arguments: names of machines; without one the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.text("vcpu", "Number of virtual CPUs"),
                Flag.text("cpu", "Share of physical CPUs, such as 0.5"),
                Flag.text("memory", "Memory in MB, or with a unit: 4G"),
                Flag.text("disk", "Size of the first disk in MB, or with a unit: 40G"),
                Flag.bool("restart", "Restart machines that cannot be resized while they run"),
                ParallelFlag.flag());
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        HostSize size = new HostSize(
                SizeText.share("cpu", flags.text("cpu")),
                SizeText.count("vcpu", flags.text("vcpu")),
                SizeText.megabytes("memory", flags.text("memory")),
                SizeText.megabytes("disk", flags.text("disk")));
        if (size.isEmpty()) {
            throw CommandFailure.ofArguments("Error: Expected a new size: --vcpu, --cpu, --memory or --disk");
        }
        boolean restart = flags.on("restart");
        return MachineBatch.forEach(invocation, (machine, lane) -> machine.resize(size, restart));
    }
}
