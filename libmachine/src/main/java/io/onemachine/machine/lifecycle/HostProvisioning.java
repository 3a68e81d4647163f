package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.MachineCertificates;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.error.EngineConnectionException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SshKind;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.provision.EngineCertificates;
import io.onemachine.machine.provision.EngineRestart;
import io.onemachine.machine.provision.EngineUpgrade;
import io.onemachine.machine.provision.ProvisionRequest;
import io.onemachine.machine.provision.Provisioner;
import io.onemachine.machine.provision.Provisioners;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKey;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.ssh.login.HostMonitor;
import io.onemachine.machine.ssh.login.SshLoginWaiter;
import io.onemachine.machine.time.Polling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Provisions a running host over one SSH connection, and waits for its engine. */
final class HostProvisioning {
    /** Limits for a new boot: user and key may be installed after the SSH server starts. */
    private static final SshLoginWaiter.WaitLimits NEW_BOOT =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofSeconds(20));

    /** Limits for the first boot of a host that gets its host key injected: until then it shows the key of its image. */
    private static final SshLoginWaiter.WaitLimits FIRST_BOOT =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(2));

    /** Limits for a host that need not boot. */
    private static final SshLoginWaiter.WaitLimits RUNNING_HOST =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ZERO);

    /** Limits for a host that existed before: it may be booting, but nothing starts it or adds a user to it. */
    private static final SshLoginWaiter.WaitLimits EXISTING_HOST =
            new SshLoginWaiter.WaitLimits(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);

    private static final Duration ENGINE_LIMIT = Duration.ofMinutes(2);
    private static final Duration ENGINE_ANSWER = Duration.ofSeconds(20);

    /** For the engine of a host that was taken back to an older state: it may still be starting. */
    private static final Duration REVERTED_ENGINE = Duration.ofSeconds(30);

    /** For the connection check after the engine's start. */
    private static final Duration WITHOUT_SWARM = Duration.ofMinutes(5);

    /** For the connection check and an image download before it. */
    private static final Duration WITH_SWARM = Duration.ofMinutes(20);

    /** An address reserved for documentation. */
    private static final String EXAMPLE_ADDRESS = "192.0.2.1";

    private static final int SSH_PORT = 22;

    /** Not in docker-machine: ports to open in the host's firewall besides the engine's, separated by blanks. */
    static final String MORE_PORTS = "OpenPorts";

    private static final String COPYING = "Copying certs to the remote machine...";
    private static final String CONFIGURING = "Setting Docker configuration on the remote daemon...";

    private final MachineContext machine;
    private final MachinesSettings settings;
    private final StepReporter stepReporter;

    HostProvisioning(MachineContext machine) {
        this.machine = machine;
        this.settings = machine.settings();
        this.stepReporter = machine.steps();
    }

    /**
     * Checks that an existing host accepts the login and can be provisioned.
     *
     * @param seen receives the host's key until the machine has a folder
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why the login fails
     * @throws ProvisioningException when its system is not supported
     */
    void checkExistingHost(KnownHosts seen) {
        SshTarget target = machine.sshTarget();
        SshTarget checked = target.hostKey() instanceof HostKeyCheck.FirstUse
                ? target.checkedBy(new HostKeyCheck.FirstUse(seen))
                : target;
        try (SshClient ssh = new DefaultSshClientFactory(settings).open(checked)) {
            Provisioners.of(
                            ssh,
                            logIn(ssh, checked, EXISTING_HOST),
                            machine.options().engine())
                    .checkConfiguration(request());
        }
    }

    /**
     * Verifies that this computer's SSH client works before there is a host to log in to.
     *
     * @throws io.onemachine.machine.error.SshUnavailableException when the {@code ssh} program rejects its configuration
     */
    void checkThisComputer() {
        DefaultSshClientFactory clients = new DefaultSshClientFactory(settings);
        if (settings.ssh() == SshKind.EXTERNAL
                && !clients.external()
                && settings.sshConfig().isPresent()) {
            stepReporter.warn(
                    "MACHINE_SSH_CONFIG has no effect: there is no ssh program in PATH, and the built-in SSH client does not"
                            + " read that file.");
        }
        SshTarget anywhere =
                new SshTarget(EXAMPLE_ADDRESS, SSH_PORT, "docker", Optional.empty(), new HostKeyCheck.Off());
        try (SshClient ssh = clients.open(anywhere)) {
            ssh.checkThisComputer();
        }
    }

    /**
     * Provisions a host for the first time.
     *
     * @param check runs once the host has an engine; not at all when there was none and none is to be installed
     */
    void provisionNew(Runnable check) {
        stepReporter.note("Detecting operating system of created instance...");
        try (SshClient ssh = machine.ssh()) {
            Provisioner provisioner = detect(ssh, machine.driver().knowsHostKey() ? FIRST_BOOT : RUNNING_HOST);
            if (!provisioner.notes().isEmpty()) {
                stepReporter.warn(String.join("\n", provisioner.notes()));
            }
            stepReporter.note("Provisioning with " + provisioner.label() + "...");
            noteHostName();
            if (machine.driver().hostExists()) {
                changeRevertibly(provisioner, () -> setUpAndCheck(provisioner, check));
            } else {
                setUpAndCheck(provisioner, check);
            }
        }
    }

    private void setUpAndCheck(Provisioner provisioner, Runnable check) {
        if (setUp(provisioner)) {
            check.run();
        }
    }

    /** Changes a host that was in use before: completely or not at all. */
    private void changeRevertibly(Provisioner provisioner, Runnable work) {
        Duration limit = machine.options().swarm().isSwarm() ? WITH_SWARM : WITHOUT_SWARM;
        new RevertibleHostChange(machine, stepReporter).run(provisioner, limit, work);
    }

    private void noteHostName() {
        String hostName = HostName.of(machine.name());
        if (!hostName.equals(machine.name())) {
            stepReporter.note("The host is named " + hostName + ": \"" + machine.name() + "\" cannot be a host name.");
        }
    }

    /** Provisions a host again. */
    void provision() {
        try (SshClient ssh = machine.ssh()) {
            // A host that never received certificates may be at its first boot.
            boolean wasSetUp = Files.exists(Path.of(machine.options().auth().serverCertPath()));
            Provisioner provisioner =
                    detect(ssh, wasSetUp || !machine.driver().knowsHostKey() ? RUNNING_HOST : NEW_BOOT);
            changeRevertibly(provisioner, () -> setUp(provisioner));
        }
    }

    /** Corrects the clock of a host that was taken back to an older state, and provisions it again if its engine is not the machine's. */
    void repairAfterRevert() {
        try (SshClient ssh = machine.ssh()) {
            Provisioner provisioner = detect(ssh, RUNNING_HOST);
            Duration off = provisioner.correctClock(settings.clock().instant());
            if (!off.isZero()) {
                stepReporter.note("The host's clock was " + off.abs().toSeconds() + " s "
                        + (off.isNegative() ? "fast" : "slow") + "; it is right now.");
            }
            if (staysWithoutEngine(provisioner) || isEngineOurs()) {
                return;
            }
            stepReporter.note("The engine has the certificate or the configuration of an earlier time.");
            changeRevertibly(provisioner, () -> setUpAndCheck(provisioner, this::checkConnection));
        }
    }

    /** Returns whether the engine answers to the machine's certificates, after it had time to start. */
    private boolean isEngineOurs() {
        EngineClient engine = machine.engine(ENGINE_ANSWER);
        try {
            return Polling.upTo(REVERTED_ENGINE, settings.sleeper())
                    .until("waiting for the Docker engine", engine::checkIfListening)
                    .isPresent();
        } catch (EngineConnectionException e) {
            return false;
        }
    }

    /** Names the host after the machine. */
    void nameHost() {
        try (SshClient ssh = machine.ssh()) {
            detect(ssh, RUNNING_HOST).nameHost(request());
        }
    }

    /** Opens the machine's ports in the host's firewall; the engine keeps running. */
    void openPorts() {
        try (SshClient ssh = machine.ssh()) {
            report(detect(ssh, RUNNING_HOST).openPorts(request()));
        }
    }

    /** Replaces a host's certificates and leaves everything else as it is. */
    void renewCertificates() {
        try (SshClient ssh = machine.ssh()) {
            Provisioner provisioner = detect(ssh, RUNNING_HOST);
            changeRevertibly(provisioner, () -> renewCertificates(provisioner));
        }
    }

    private void renewCertificates(Provisioner provisioner) {
        ProvisionRequest request = request();
        EngineCertificates certificates = copyCertificatesHere();
        stepReporter.note(COPYING);
        report(stepReporter.get(CONFIGURING, () -> provisioner.renewCertificates(request, certificates)));
        if (staysWithoutEngine(provisioner)) {
            noteWithoutEngine();
        } else {
            startSwarm(provisioner, request);
        }
    }

    /** Verifies that the engine accepts the machine's certificates. */
    void checkConnection() {
        stepReporter.run("Checking connection to Docker...", () -> {
            EngineClient engine = machine.engine(ENGINE_ANSWER);
            boolean checked = Polling.upTo(ENGINE_LIMIT, settings.sleeper())
                    .until("waiting for the Docker engine", engine::checkIfListening)
                    .isPresent();
            if (!checked) {
                engine.check();
            }
        });
    }

    /**
     * Waits until SSH and the engine of a started host answer. The engine gets a new certificate when the present one does not match the
     * host's new address, was not issued by the present CA, or expires soon.
     *
     * @throws ProvisioningException when the engine does not start; quotes the last lines of its log
     */
    void awaitEngine() {
        try (SshClient ssh = machine.ssh()) {
            AuthOptions auth = machine.options().auth();
            ServerCertificate certificate = ServerCertificate.of(auth);
            Optional<String> defect = certificate.defect(
                    machine.ip(), Path.of(auth.caCertPath()), settings.clock().instant());
            Provisioner provisioner = detect(ssh, NEW_BOOT);
            if (staysWithoutEngine(provisioner)) {
                noteWithoutEngine();
                return;
            }
            if (provisioner.isDockerInstalled()) {
                defect.ifPresent(why -> renew(why, provisioner));
            }
            awaitEngine(provisioner);
        }
    }

    /** Renews the certificate. A failure does not stop the machine's start: the old files are restored, and the next start tries again. */
    private void renew(String why, Provisioner provisioner) {
        try {
            changeRevertibly(
                    provisioner,
                    () -> stepReporter.run("Renewing the engine's certificate " + why + "...", () -> {
                        HostOptions options = machine.options();
                        ProvisionRequest request = request();
                        report(provisioner.renewCertificates(request, copyCertificates(options)));
                        if (options.swarm().isSwarm()) {
                            provisioner.startSwarm(request);
                        }
                    }));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            stepReporter.warn("The certificate of the engine of \"" + machine.name() + "\" could not be renewed " + why
                    + ", so clients will not trust it: " + e.getMessage()
                    + ". When that is fixed, run \""
                    + Reference.command("regenerate-certs").with(machine.name()) + "\".");
        }
    }

    private void report(EngineRestart restart) {
        restart.notes().forEach(stepReporter::note);
        restart.warnings().forEach(stepReporter::warn);
    }

    private void awaitEngine(Provisioner provisioner) {
        if (!awaitListening(machine.engine(ENGINE_ANSWER))) {
            String log = provisioner.engineLog();
            throw new ProvisioningException("The Docker engine of \"" + machine.name() + "\" does not listen at "
                    + machine.url() + (log.isEmpty() ? "" : "; its own last lines:\n" + log));
        }
    }

    private boolean awaitListening(EngineClient engine) {
        return Polling.upTo(ENGINE_LIMIT, settings.sleeper())
                .until(
                        "waiting for the Docker engine",
                        () -> engine.isListening() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private Provisioner detect(SshClient ssh, SshLoginWaiter.WaitLimits waitLimits) {
        SshTarget target = machine.sshTarget();
        boolean firstUse = isFirstUse(target);
        String answer = stepReporter.get("Waiting for SSH to be available...", () -> logIn(ssh, target, waitLimits));
        if (firstUse) {
            noteHostKey(machine.knownHosts());
        }
        return stepReporter.get(
                "Detecting the provisioner...",
                () -> Provisioners.of(ssh, answer, machine.options().engine()));
    }

    /** Logs in and returns the host's answer to the detection script. */
    private String logIn(SshClient ssh, SshTarget target, SshLoginWaiter.WaitLimits waitLimits) {
        HostMonitor watch = new DriverHostMonitor(machine.driver(), stepReporter);
        return SshLoginWaiter.await(ssh, target, Provisioners.question(), waitLimits, watch, settings.sleeper());
    }

    private static boolean isFirstUse(SshTarget target) {
        return target.hostKey() instanceof HostKeyCheck.FirstUse check
                && check.expected().isEmpty();
    }

    /** Reports the host key after a first login: only the user can judge whether it is the right one. */
    void noteHostKey(KnownHosts known) {
        for (HostKey key : known.keys()) {
            stepReporter.note("The host's SSH key was not known; from now on it is " + key.fingerprint() + ".");
        }
    }

    private boolean setUp(Provisioner provisioner) {
        ProvisionRequest request = request();
        boolean withoutEngine = staysWithoutEngine(provisioner);
        provisioner.checkConfiguration(request);
        if (!provisioner.isDockerInstalled() && !withoutEngine) {
            stepReporter.run("Installing Docker...", () -> provisioner.installDocker(request));
        }
        if (!withoutEngine) {
            provisioner.checkVersion(request);
        }
        EngineCertificates certificates = copyCertificatesHere();
        if (withoutEngine) {
            stepReporter.run(COPYING, () -> provisioner.copyCertificates(request, certificates));
            noteWithoutEngine();
            return false;
        }
        stepReporter.note(COPYING);
        report(stepReporter.get(CONFIGURING, () -> provisioner.configureEngine(request, certificates)));
        startSwarm(provisioner, request);
        return true;
    }

    private void startSwarm(Provisioner provisioner, ProvisionRequest request) {
        if (request.swarm().isSwarm()) {
            stepReporter.warn(
                    "The classic Swarm is no longer developed: swarm mode, in Docker since 1.12, replaced it.");
            stepReporter.run("Configuring swarm...", () -> provisioner.startSwarm(request));
        }
    }

    private boolean staysWithoutEngine(Provisioner provisioner) {
        return !provisioner.isDockerInstalled() && machine.options().engine().source() == EngineOptions.Source.NONE;
    }

    private void noteWithoutEngine() {
        stepReporter.note("There is no Docker on the host of \"" + machine.name() + "\", and "
                + Reference.option("engine-install-url")
                + " none installs none. SSH works and the certificates are in place.");
    }

    private ProvisionRequest request() {
        HostOptions options = machine.options();
        return new ProvisionRequest(
                machine.name(),
                machine.driverName(),
                machine.ip(),
                EngineEndpoint.parse(machine.url()).port(),
                options.engine(),
                options.swarm(),
                machine.note(MORE_PORTS).map(ports -> List.of(ports.split(" "))).orElse(List.of()));
    }

    /** Upgrades Docker and waits for its engine. */
    void upgrade() {
        try (SshClient ssh = machine.ssh()) {
            Provisioner provisioner = detect(ssh, RUNNING_HOST);
            EngineUpgrade upgrade = stepReporter.get("Upgrading docker...", () -> provisioner.upgradeDocker(request()));
            List<String> stopped = List.of();
            if (upgrade.changed()) {
                stopped = stepReporter.get(
                        "Restarting docker...", () -> provisioner.restartDocker(upgrade.runningContainers()));
                awaitEngine(provisioner);
            }
            stepReporter.note(upgrade.description());
            if (!stopped.isEmpty()) {
                stepReporter.warn(
                        "These containers ran before the upgrade and do not run now: " + String.join(" ", stopped)
                                + ". \"docker start\" starts them; with a restart policy they start by themselves.");
            }
        }
    }

    private EngineCertificates copyCertificatesHere() {
        return stepReporter.get(
                "Copying certs to the local machine directory...", () -> copyCertificates(machine.options()));
    }

    /** Copies the shared certificates and a new engine certificate into the machine's folder. */
    private EngineCertificates copyCertificates(HostOptions options) {
        AuthOptions auth = options.auth();
        WritePathGuard.requireForServer(machine);
        List<String> hosts = new ArrayList<>(auth.serverCertSans());
        hosts.add("localhost");
        hosts.add(machine.ip());
        MachineCertificates issued = settings.certificates(auth.tlsFiles())
                .issue(machine.name(), hosts, options.swarm().master());

        Path folder = machine.directory();
        PrivateFiles.writePublic(folder.resolve("ca.pem"), issued.ca());
        PrivateFiles.writeSecret(folder.resolve("key.pem"), issued.client().key());
        PrivateFiles.writePublic(folder.resolve("cert.pem"), issued.client().certificate());
        PrivateFiles.writeSecret(Path.of(auth.serverKeyPath()), issued.server().key());
        PrivateFiles.writePublic(Path.of(auth.serverCertPath()), issued.server().certificate());
        return new EngineCertificates(
                issued.ca(), issued.server().certificate(), issued.server().key());
    }
}
