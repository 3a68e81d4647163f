package io.onemachine.machine.lifecycle;

import io.onemachine.machine.options.SshKind;
import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import io.onemachine.machine.ssh.builtin.StandardStreams;
import io.onemachine.machine.ssh.builtin.SttyTerminal;
import io.onemachine.machine.ssh.openssh.OpenSshClient;

/** Creates SSH clients of the kind that the settings name. */
final class DefaultSshClientFactory {
    private final MachinesSettings settings;

    DefaultSshClientFactory(MachinesSettings settings) {
        this.settings = settings;
    }

    /** Returns whether the OpenSSH client is wanted and installed. */
    boolean external() {
        return settings.ssh() == SshKind.EXTERNAL && ExecutableFinder.contains("ssh", settings.environment());
    }

    /** Returns a client that is not connected yet; the caller closes it. */
    SshClient open(SshTarget target) {
        return external()
                ? new OpenSshClient(target, settings.commands(), settings.sshConfig(), this::report)
                : openNative(target);
    }

    /** Returns a built-in client that is not connected yet; the caller closes it. */
    BuiltInSshClient openNative(SshTarget target) {
        return new BuiltInSshClient(
                target,
                StandardStreams.ofProcess(),
                new SttyTerminal(settings.commands(), settings.environment()),
                settings.sleeper(),
                this::report);
    }

    private void report(NetworkExchange networkExchange) {
        settings.progress().report(new ProgressEvent.NetworkActivity("", networkExchange));
    }
}
