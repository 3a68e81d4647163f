package io.onemachine.cli;

import io.onemachine.cli.command.CommandFailure;
import io.onemachine.cli.command.MachinesOpener;
import io.onemachine.cli.command.Session;
import io.onemachine.machine.Machines;
import io.onemachine.machine.MachinesSettings;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.time.Sleeper;
import java.time.InstantSource;

/** Opens the machines of this computer. */
final class LibraryMachines implements MachinesOpener {
    @Override
    public Machines open(Session session, Progress progress) throws CommandFailure {
        return Machines.open(new MachinesSettings(
                session.storePath(),
                session.tlsFiles(),
                session.drivers(),
                progress,
                session.sshKind(),
                session.environment(),
                session.home(),
                session.userName(),
                Sleeper.system(),
                InstantSource.system(),
                new SystemCommandRunner()));
    }
}
