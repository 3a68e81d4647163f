package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.lock.MachineLocks;
import io.onemachine.machine.options.SshKind;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one store's machines; nothing is looked up elsewhere.
 *
 * @param storePath the store; created when something has to be written and it is missing
 * @param tlsFiles the shared TLS files, in the store or elsewhere
 * @param drivers where drivers are found
 * @param progress where long operations report what they do
 * @param ssh which SSH client to use
 * @param environment the environment variables to use, normally this process's
 * @param home the user's home folder
 * @param userName the organization in issued certificates
 * @param sleeper how to wait
 * @param clock the clock for certificates
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
     * Returns the file named by {@code MACHINE_SSH_CONFIG}, in the format of ssh_config(5). The OpenSSH programs read it for bastions and
     * the like. Without it, {@code ssh} reads no file, as in docker-machine, and the other programs read the user's own.
     */
    public Optional<Path> sshConfig() {
        String file = environment.getOrDefault("MACHINE_SSH_CONFIG", "");
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    /** Returns the folder of the docker client's configuration: that of {@code DOCKER_CONFIG}, else the one in the home folder. */
    public Path dockerConfig() {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return folder.isEmpty() ? home.resolve(".docker") : Path.of(folder);
    }

    /** Returns the shared certificates in these files; new keys are of the type in {@code MACHINE_TLS_KEY_TYPE}. */
    public SharedCertificates certificates(TlsFiles files) {
        KeyType keys = KeyType.named(environment.getOrDefault(KeyType.VARIABLE, ""));
        return new SharedCertificates(
                files, storePath, new SharedCertificates.IssueSettings(userName, keys, clock), progress);
    }

    /** Warns what a new CA means for existing engines. */
    public void warnOfNewCa() {
        progress.report(new ProgressEvent.Warning(
                "",
                "The CA is a new one: engines with certificates of the old one cannot be reached until \""
                        + Reference.command("regenerate-certs").with(Reference.option("all")) + "\" was run."));
    }

    /** Returns the locks of the machines of a store. */
    public MachineLocks locks(MachineStore store) {
        return new MachineLocks(store, environment, progress, sleeper);
    }
}
