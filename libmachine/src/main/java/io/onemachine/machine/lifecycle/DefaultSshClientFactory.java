package io.onemachine.machine.lifecycle;

import io.onemachine.machine.ssh.SshKind;

import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.builtin.StandardStreams;
import io.onemachine.machine.ssh.builtin.SttyTerminal;

/** Ways to hosts, of the kind that the settings name. */
final class DefaultSshClientFactory {
    private final MachinesSettings settings;

    DefaultSshClientFactory(MachinesSettings settings) {
        this.settings = settings;
    }

    /** Whether programs are to be used that run {@code ssh}, and it is there. */
    boolean external() {
        return settings.ssh() == SshKind.EXTERNAL && ExecutableFinder.contains("ssh", settings.environment());
    }

    /** A way that is not connected yet; the caller closes it. */
    SshClient open(SshTarget target) {
        return external()
                ? new OpenSshClient(target, settings.commands(), settings.sshConfig(), this::tell)
                : openNative(target);
    }

    /** The same without any program. */
    BuiltInSshClient openNative(SshTarget target) {
        return new BuiltInSshClient(
                target,
                StandardStreams.ofProcess(),
                new SttyTerminal(settings.commands(), settings.environment()),
                settings.sleeper(),
                this::tell);
    }

    private void tell(NetworkExchange networkExchange) {
        settings.progress().report(new ProgressEvent.NetworkActivity("", networkExchange));
    }
}
