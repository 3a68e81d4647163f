package io.onemachine.machine.provision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Provisions one host, step by step; each step can be repeated. */
public interface Provisioner {
    /** Returns the displayed name: {@code debian}, {@code ubuntu(systemd)}. */
    String label();

    /** Returns messages that the creator of the host left for the user, one a line; usually none. */
    List<String> notes();

    /** Returns whether there is an engine to configure; otherwise {@link #installDocker} must come first. */
    boolean isDockerInstalled();

    /**
     * Installs Docker from the source that the options name.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it fails; quotes the last lines of the output
     */
    void installDocker(ProvisionRequest request);

    /**
     * Verifies that the host's engine is of the version that the options request, if any.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it has another version
     */
    void checkVersion(ProvisionRequest request);

    /**
     * Verifies that the engine can be configured as the options say, as far as this can be checked before anything is changed.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when the engine's configuration file on the host conflicts with them
     */
    void checkConfiguration(ProvisionRequest request);

    /**
     * Starts recording changes, so that they can be reverted; the host itself reverts a step that fails there.
     *
     * @param undoneAfter when the host reverts the changes by itself unless {@link #keepChanges} was called; this process may die
     */
    void beginChanges(Duration undoneAfter);

    /** Returns whether there are changes that can be reverted. */
    boolean hasChanges();

    /**
     * Confirms the changes.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when the host has already reverted them
     */
    void keepChanges();

    /** Restores files, names and the engine as they were before; containers keep running where possible. */
    void undoChanges();

    /** Names a host that stays without an engine, and copies the certificates to it all the same. */
    void copyCertificates(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Names the host, copies the engine's certificates to it, configures the engine, lets the SSH user use it, and restarts it;
     * containers keep running where possible.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it does not start; quotes its last log lines
     */
    EngineRestart configureEngine(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Copies new certificates to the host and restarts the engine; everything else stays as it is, as long as the engine can be
     * reached that way. A host that stays without an engine only gets the certificates.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it does not start; quotes its last log lines
     */
    EngineRestart renewCertificates(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Starts the containers of the classic Swarm in place of earlier ones.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when one does not start
     */
    void startSwarm(ProvisionRequest request);

    /**
     * Installs the newest Docker that the host's package sources offer. Afterwards either the new engine runs, or still the old
     * one.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when Docker is missing, or was not installed from a
     *     package
     */
    EngineUpgrade upgradeDocker(ProvisionRequest request);

    /**
     * Ensures that the running engine is the installed one.
     *
     * @param containers names of containers that ran before
     * @return the names of those that do not run now
     * @throws io.onemachine.machine.error.ProvisioningException when the engine does not start; quotes its last log lines
     */
    List<String> restartDocker(List<String> containers);

    /** Names the host; everything else stays as it is. */
    void nameHost(ProvisionRequest request);

    /**
     * Corrects the host's clock when it is more than a minute off, as after the return to an older state.
     *
     * @return by how much it was corrected; zero when it was right
     */
    Duration correctClock(Instant now);

    /** Opens the request's ports in the host's firewall, or reports those that are closed. */
    EngineRestart openPorts(ProvisionRequest request);

    /** Returns the last lines of the engine's log, for an error message; empty when there are none. */
    String engineLog();
}
