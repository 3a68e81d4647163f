package io.onemachine.machine.provision;

/** Makes one host a Docker host, step by step; each step can be done again. */
public interface Provisioner {
    /** The name that is shown: {@code debian}, {@code ubuntu(systemd)}. */
    String label();

    /** Whether there is an engine to configure, or {@link #installDocker} has to come first. */
    boolean isDockerInstalled();

    /**
     * Installs Docker with the script at the install URL.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it fails, with the last lines that were written
     */
    void installDocker(ProvisionRequest request);

    /** Names the host and copies the engine's certificates to it. */
    void copyCertificates(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Configures the engine, lets the SSH user use it and starts it anew.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it does not start, with its own last lines
     */
    void configureEngine(ProvisionRequest request);

    /** The last lines that the engine wrote, for the message of a failure; empty when there are none. */
    String engineLog();
}
