package io.onemachine.machine.lifecycle;

import io.onemachine.machine.lock.MachineLocks;
import io.onemachine.machine.ssh.SshKind;

import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What machines are handled with; nothing is looked up anywhere else.
 *
 * @param storePath the store; made when it is missing and something is to be kept
 * @param tlsFiles the shared TLS files, in the store or elsewhere
 * @param drivers where drivers are found
 * @param progress where long operations say what they do
 * @param ssh how to speak SSH
 * @param environment this process's environment variables, or what stands in for them
 * @param home the user's home folder
 * @param userName whom certificates are for
 * @param sleeper how to wait
 * @param clock what time it is, for certificates
 * @param commands how to run programs
 */
public record MachinesSettings(
        Path storePath,
        TlsFiles tlsFiles,
        DriverRegistry drivers,
        Progress progress,
        SshKind ssh,
        Map<String, String> environment,
        Path home,
        String userName,
        Sleeper sleeper,
        InstantSource clock,
        CommandRunner commands) {
    public MachinesSettings {
        storePath = storePath.toAbsolutePath().normalize();
        tlsFiles = tlsFiles.absolute();
        environment = Map.copyOf(environment);
    }

    /**
     * The file that {@code MACHINE_SSH_CONFIG} names, as ssh_config(5) describes it: the programs that speak SSH read it
     * for bastions and the like. Without it {@code ssh} reads none, as docker-machine has always had it, and the others
     * read the user's own.
     */
    public Optional<Path> sshConfig() {
        String file = environment.getOrDefault("MACHINE_SSH_CONFIG", "");
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    /** The shared certificates at some place, to be made by {@code MACHINE_TLS_KEY_TYPE}. */
    public SharedCertificates certificates(TlsFiles files) {
        KeyType keys = KeyType.named(environment.getOrDefault(KeyType.VARIABLE, ""));
        return new SharedCertificates(
                files, storePath, new SharedCertificates.IssueSettings(userName, keys, clock), progress);
    }

    /** Reports what a new CA means for the engines that there are. */
    public void warnOfNewCa() {
        progress.report(
                new ProgressEvent.Warning(
                        "",
                        "The CA is a new one: engines with certificates of the old one cannot be reached until "
                                + "\"docker-machine regenerate-certs --all\" was run."));
    }

    /** Returns the locks of the machines of a store. */
    MachineLocks locks(MachineStore store) {
        return new MachineLocks(store, environment, progress, sleeper);
    }
}
