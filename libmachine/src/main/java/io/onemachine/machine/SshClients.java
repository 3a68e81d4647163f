package io.onemachine.machine;

import io.onemachine.machine.process.ProgramPath;
import io.onemachine.machine.progress.Exchange;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.ssh.ExternalSshClient;
import io.onemachine.machine.ssh.NativeSshClient;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.StandardStreams;
import io.onemachine.machine.ssh.SttyTerminal;

/** Ways to hosts, of the kind that the settings name. */
final class SshClients {
    private final MachinesSettings settings;

    SshClients(MachinesSettings settings) {
        this.settings = settings;
    }

    /** Whether programs are to be used that run {@code ssh}, and it is there. */
    boolean external() {
        return settings.ssh() == SshKind.EXTERNAL && ProgramPath.contains("ssh", settings.environment());
    }

    /** A way that is not connected yet; the caller closes it. */
    SshClient open(SshTarget target) {
        return external()
                ? new ExternalSshClient(target, settings.commands(), settings.sshConfig(), this::tell)
                : openNative(target);
    }

    /** The same without any program. */
    NativeSshClient openNative(SshTarget target) {
        return new NativeSshClient(
                target,
                StandardStreams.ofProcess(),
                new SttyTerminal(settings.commands(), settings.environment()),
                settings.sleeper(),
                this::tell);
    }

    private void tell(Exchange exchange) {
        settings.progress().report(new ProgressEvent.Exchanged("", exchange));
    }
}
