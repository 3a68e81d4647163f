package io.onemachine.machine;

import io.onemachine.machine.error.CommandException;
import io.onemachine.machine.process.ProgramPath;
import io.onemachine.machine.transfer.CopyEnd;
import io.onemachine.machine.transfer.CopyOptions;
import io.onemachine.machine.transfer.ProgramCopy;
import io.onemachine.machine.transfer.SftpCopy;

/** Picks how files are copied: by programs, or without them where there are none or the user wants none. */
final class HostFiles {
    private final MachinesSettings settings;
    private final SshClients clients;
    private final ProgramCopy programs;

    HostFiles(MachinesSettings settings) {
        this.settings = settings;
        this.clients = new SshClients(settings);
        this.programs = new ProgramCopy(settings.commands(), settings.sshConfig());
    }

    void copy(CopyEnd source, CopyEnd destination, CopyOptions options) {
        if (options.delta()) {
            requireRsync(source, destination);
            programs.rsync(source, destination, options);
        } else if (clients.external()
                && ProgramPath.contains("scp", settings.environment())
                && programs.scpCan(source, destination)) {
            programs.scp(source, destination, options);
        } else {
            new SftpCopy(clients::openNative).copy(source, destination, options.recursive());
        }
    }

    private void requireRsync(CopyEnd source, CopyEnd destination) {
        if (!ProgramPath.contains("rsync", settings.environment())) {
            throw new CommandException(
                    "You must have a copy of the rsync binary locally to use the --delta option",
                    "Install your system's package rsync.",
                    null);
        }
        if (settings.ssh() == SshKind.NATIVE) {
            throw new CommandException(
                    "The --delta option needs rsync, and that the ssh program: the built-in SSH client cannot do it",
                    "Leave out --native-ssh (or MACHINE_NATIVE_SSH), or copy without --delta.",
                    null);
        }
        if (source instanceof CopyEnd.Remote && destination instanceof CopyEnd.Remote) {
            throw new CommandException(
                    "The --delta option is for copies from or to this computer: rsync cannot copy between two machines",
                    "Copy without --delta.",
                    null);
        }
    }
}
