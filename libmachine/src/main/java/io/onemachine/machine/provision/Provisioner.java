package io.onemachine.machine.provision;

import java.time.Duration;
import java.util.List;

/** Makes one host a Docker host, step by step; each step can be done again. */
public interface Provisioner {
    /** The name that is shown: {@code debian}, {@code ubuntu(systemd)}. */
    String label();

    /** What whoever made the host left there to be told to the user, line by line; none as a rule. */
    List<String> notes();

    /** Whether there is an engine to configure, or {@link #installDocker} has to come first. */
    boolean isDockerInstalled();

    /**
     * Installs Docker from where the options say.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it fails, with the last lines that were written
     */
    void installDocker(ProvisionRequest request);

    /**
     * Makes sure that the engine there is of the version that the options ask for, if they ask for one.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it is another
     */
    void checkVersion(ProvisionRequest request);

    /**
     * Makes sure that the engine can be given what the options say, as far as can be seen before anything is changed.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when the engine's own file on the host sets the same
     */
    void checkConfiguration(ProvisionRequest request);

    /**
     * Lets the host keep what the next steps change, so that they can be undone: one that fails on the host is undone there.
     *
     * @param undoneAfter when the host undoes them by itself, unless {@link #keepChanges} was called: nobody may be there to do it
     */
    void beginChanges(Duration undoneAfter);

    /** Whether something has been changed that can be undone. */
    boolean hasChanges();

    /**
     * Lets the changes stay.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when the host has undone them by itself
     */
    void keepChanges();

    /** Puts files, names and the engine back as they were before; containers go on running where that is possible. */
    void undoChanges();

    /** Names a host that stays without an engine and copies the certificates to it all the same. */
    void copyCertificates(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Names the host, copies the engine's certificates to it, configures the engine, lets the SSH user use it and starts it
     * anew; containers go on running where that is possible.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it does not start, with its own last lines
     */
    EngineRestart configureEngine(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Copies new certificates to the host and starts the engine anew; everything else stays as it is, as far as the engine can be
     * reached that way. A host that stays without an engine gets the certificates.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when it does not start, with its own last lines
     */
    EngineRestart renewCertificates(ProvisionRequest request, EngineCertificates certificates);

    /**
     * Starts the containers of the classic Swarm; those of an earlier time make way.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when one does not start
     */
    void startSwarm(ProvisionRequest request);

    /**
     * Installs the newest Docker that the host is offered, where it came from before. It may be running already
     * afterwards, or the old one still.
     *
     * @throws io.onemachine.machine.error.ProvisioningException when Docker is not there, or came in a way that has no
     *     upgrade
     */
    EngineUpgrade upgradeDocker(ProvisionRequest request);

    /**
     * Sees to it that the engine that runs is the one installed.
     *
     * @param containers names of containers that ran before
     * @return those of them that do not run now
     * @throws io.onemachine.machine.error.ProvisioningException when the engine does not start, with its own last lines
     */
    List<String> restartDocker(List<String> containers);

    /** The last lines that the engine wrote, for the message of a failure; empty when there are none. */
    String engineLog();
}
