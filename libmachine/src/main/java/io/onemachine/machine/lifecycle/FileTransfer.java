package io.onemachine.machine.lifecycle;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.options.SshKind;
import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.transfer.CopyLocation;
import io.onemachine.machine.transfer.CopyOptions;
import io.onemachine.machine.transfer.ScpRsyncCopy;
import io.onemachine.machine.transfer.SftpCopy;

/** Selects how files are copied: with scp or rsync, or with SFTP where these are missing or not wanted. */
public final class FileTransfer {
    private final MachinesSettings settings;
    private final DefaultSshClientFactory clients;
    private final ScpRsyncCopy programs;

    public FileTransfer(MachinesSettings settings) {
        this.settings = settings;
        this.clients = new DefaultSshClientFactory(settings);
        this.programs = new ScpRsyncCopy(settings.commands(), settings.sshConfig());
    }

    public void copy(CopyLocation source, CopyLocation destination, CopyOptions options) {
        if (options.delta()) {
            requireRsync(source, destination);
            programs.rsync(source, destination, options);
        } else if (clients.external()
                && ExecutableFinder.contains("scp", settings.environment())
                && programs.scpCan(source, destination)) {
            programs.scp(source, destination, options);
        } else {
            new SftpCopy(clients::openNative).copy(source, destination, options.recursive());
        }
    }

    private void requireRsync(CopyLocation source, CopyLocation destination) {
        if (!ExecutableFinder.contains("rsync", settings.environment())) {
            throw new LocalCommandException(
                    "You must have a copy of the rsync binary locally to use the " + Reference.option("delta")
                            + " option",
                    "Install your system's package rsync.",
                    null);
        }
        if (settings.ssh() == SshKind.NATIVE) {
            throw new LocalCommandException(
                    "The " + Reference.option("delta")
                            + " option needs rsync, and that the ssh program: the built-in SSH client cannot do it",
                    "Leave out " + Reference.option("native-ssh") + " (or MACHINE_NATIVE_SSH), or copy without "
                            + Reference.option("delta") + ".",
                    null);
        }
        if (source instanceof CopyLocation.Remote && destination instanceof CopyLocation.Remote) {
            throw new LocalCommandException(
                    "The " + Reference.option("delta")
                            + " option is for copies from or to this computer: rsync cannot copy between two machines",
                    "Copy without " + Reference.option("delta") + ".",
                    null);
        }
    }
}
