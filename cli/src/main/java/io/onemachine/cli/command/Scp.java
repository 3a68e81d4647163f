package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachinePath;
import io.onemachine.cli.run.RunningHost;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.transfer.CopyLocation;
import io.onemachine.machine.transfer.CopyOptions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** {@code docker-machine scp}. */
final class Scp implements Command {
    /** In docker-machine, this name stands for the local computer. */
    private static final String LOCAL = "localhost";

    @Override
    public String description() {
        return """
                Copies files from or to a machine, or from one machine to another.

                Arguments: source and destination, each [[user@]machine:]path. A path on this computer that has a colon in
                it is written ./a:b.""";
    }

    @Override
    public Operands operands() {
        return Operands.COPY;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("recursive", "Copy folders with all that is in them").alias("r"),
                Flag.bool("delta", "Copy only what differs, with rsync").alias("d"),
                Flag.bool("quiet", "Show no progress").alias("q"));
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> paths = invocation.arguments();
        if (paths.size() != 2) {
            throw CommandFailure.ofArguments("Improper number of arguments");
        }
        Machines machines = invocation.machines();
        CopyLocation source = location(machines, paths.get(0), isLocalFile(machines, paths.get(0)));
        CopyLocation destination = location(machines, paths.get(1), false);
        machines.copy(
                source,
                destination,
                new CopyOptions(
                        invocation.flags().on("recursive"),
                        invocation.flags().on("delta"),
                        invocation.flags().on("quiet")));
        return ExitCode.SUCCESS.number();
    }

    private static CopyLocation location(Machines machines, String text, boolean local) throws CommandFailure {
        MachinePath path = MachinePath.parse(text);
        if (local || path.machine().isEmpty()) {
            return new CopyLocation.Local(text);
        }
        if (path.machine().equals(LOCAL)) {
            return new CopyLocation.Local(path.path());
        }
        if (!machines.exists(path.machine())) {
            throw unknown(path.machine(), text);
        }
        return new CopyLocation.Remote(RunningHost.of(machines, path, "copy files"), path.path());
    }

    /** Returns whether a source that looks like a machine's is a local file: the machine does not exist, but the file does. */
    private static boolean isLocalFile(Machines machines, String text) throws CommandFailure {
        try {
            return !machines.exists(MachinePath.parse(text).machine())
                    && Files.exists(Path.of(text), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static CommandFailure unknown(String machine, String text) {
        CommandFailure failure = CommandFailure.of(RunningHost.NOT_LOADED, new MachineNotFoundException(machine));
        return failure.withHint("For a file of that name on this computer write \"./" + text + "\".");
    }
}
