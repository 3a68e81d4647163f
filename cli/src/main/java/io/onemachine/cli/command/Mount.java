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
import io.onemachine.machine.transfer.SshfsMount;
import java.util.List;

/** {@code docker-machine mount}. */
final class Mount implements Command {
    @Override
    public String description() {
        return """
                Mounts a folder of a machine on this computer, with sshfs.

                Arguments: [[user@]machine:]path, without a machine on the one called "default"; then the folder here, the
                same path when it is left out.""";
    }

    @Override
    public Operands operands() {
        return Operands.MOUNT;
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.bool("unmount", "Unmount the folder").alias("u"));
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> arguments = invocation.arguments();
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw CommandFailure.ofArguments("Improper number of arguments");
        }
        MachinePath source = MachinePath.parse(arguments.get(0));
        String mountPoint = arguments.size() == 2 ? arguments.get(1) : localPath(invocation, source.path());
        Machines machines = invocation.machines();
        if (invocation.flags().on("unmount")) {
            machines.mounts().unmount(mountPoint); // works for a machine that is off as well
            return ExitCode.SUCCESS.number();
        }
        SshfsMount mounts = machines.mounts();
        mounts.requireProgram();
        MachinePath remote = source.machine().isEmpty() ? onDefault(machines, source) : source;
        mounts.mount(RunningHost.of(machines, remote, "mount files"), remote.pathFromHome(), mountPoint);
        return ExitCode.SUCCESS.number();
    }

    /** Returns the local folder of the same path; expands {@code ~}, which no shell has expanded here. */
    private static String localPath(Invocation invocation, String path) {
        return MachinePath.fromHome(path)
                .map(rest -> invocation.programContext().home().resolve(rest).toString())
                .orElse(path);
    }

    private static MachinePath onDefault(Machines machines, MachinePath path) throws CommandFailure {
        return new MachinePath(path.user(), Invocation.defaultMachine(machines), path.path());
    }
}
