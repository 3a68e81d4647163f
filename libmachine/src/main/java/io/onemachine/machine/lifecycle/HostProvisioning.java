package io.onemachine.machine.lifecycle;

import io.onemachine.machine.ssh.SshKind;

import io.onemachine.machine.certificate.MachineCertificates;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.progress.StepReporter;
import io.onemachine.machine.provision.EngineCertificates;
import io.onemachine.machine.provision.EngineRestart;
import io.onemachine.machine.provision.EngineUpgrade;
import io.onemachine.machine.provision.ProvisionRequest;
import io.onemachine.machine.provision.Provisioner;
import io.onemachine.machine.provision.Provisioners;
import io.onemachine.machine.ssh.hostkey.HostKey;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.login.HostMonitor;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.login.SshLoginWaiter;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.time.Polling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets up a host that runs, over one SSH connection, and waits for its engine. */
final class HostProvisioning {
    /** What puts the user and the key into a host may come after its SSH server. */
    private static final SshLoginWaiter.WaitLimits NEW_BOOT =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofSeconds(20));

    /** The same for the first boot of a host whose key is handed in: its image has another until then. */
    private static final SshLoginWaiter.WaitLimits FIRST_BOOT =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(2));

    /** The same for a host that need not boot. */
    private static final SshLoginWaiter.WaitLimits RUNNING_HOST =
            new SshLoginWaiter.WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ZERO);

    /** A host that is there already may be about to boot, but nobody makes it boot, or puts a user into it. */
    private static final SshLoginWaiter.WaitLimits EXISTING_HOST =
            new SshLoginWaiter.WaitLimits(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);

    private static final Duration ENGINE_LIMIT = Duration.ofMinutes(2);
    private static final Duration ENGINE_ANSWER = Duration.ofSeconds(20);

    /** For what follows on the engine's start: the connection's check. */
    private static final Duration WITHOUT_SWARM = Duration.ofMinutes(5);

    /** The same where an image is fetched before. */
    private static final Duration WITH_SWARM = Duration.ofMinutes(20);

    /** One of those for examples in documents. */
    private static final String NOBODYS_ADDRESS = "192.0.2.1";

    private static final int SSH_PORT = 22;

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
     * Looks whether a host that is there already lets us in and can be set up.
     *
     * @param seen where the host's key is kept until the machine has a folder
     * @throws io.onemachine.machine.error.SshUnavailableException saying why nobody can log in
     * @throws ProvisioningException when its system is none that can be set up
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
     * Makes sure that the SSH client of this computer works, before there is a host to log in to.
     *
     * @throws io.onemachine.machine.error.SshUnavailableException when the {@code ssh} program does not take its configuration
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
                new SshTarget(NOBODYS_ADDRESS, SSH_PORT, "docker", Optional.empty(), new HostKeyCheck.Off());
        try (SshClient ssh = clients.open(anywhere)) {
            ssh.checkThisComputer();
        }
    }

    /**
     * Sets up a host for the first time.
     *
     * @param check what is done when it has an engine: it has none when there was none and none is to be installed
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
                wholly(provisioner, () -> setUpAndCheck(provisioner, check));
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

    /** Does something to a host that was in use before. */
    private void wholly(Provisioner provisioner, Runnable work) {
        Duration limit = machine.options().swarm().isSwarm() ? WITH_SWARM : WITHOUT_SWARM;
        new RevertibleHostChange(machine, stepReporter).run(provisioner, limit, work);
    }

    private void noteHostName() {
        String hostName = HostName.of(machine.name());
        if (!hostName.equals(machine.name())) {
            stepReporter.note("The host is named " + hostName + ": \"" + machine.name() + "\" cannot be a host name.");
        }
    }

    /** Sets up a host again. */
    void provision() {
        try (SshClient ssh = machine.ssh()) {
            // A host that never got as far as to be given certificates may be at its first boot.
            boolean wasSetUp = Files.exists(Path.of(machine.options().auth().serverCertPath()));
            Provisioner provisioner =
                    detect(ssh, wasSetUp || !machine.driver().knowsHostKey() ? RUNNING_HOST : NEW_BOOT);
            wholly(provisioner, () -> setUp(provisioner));
        }
    }

    /** Gives a host new certificates and leaves the rest of it as it is. */
    void renewCertificates() {
        try (SshClient ssh = machine.ssh()) {
            Provisioner provisioner = detect(ssh, RUNNING_HOST);
            wholly(provisioner, () -> renewCertificates(provisioner));
        }
    }

    private void renewCertificates(Provisioner provisioner) {
        ProvisionRequest request = request();
        EngineCertificates certificates = copyCertificatesHere();
        stepReporter.note(COPYING);
        tell(stepReporter.get(CONFIGURING, () -> provisioner.renewCertificates(request, certificates)));
        if (staysWithoutEngine(provisioner)) {
            noteWithoutEngine();
        } else {
            startSwarm(provisioner, request);
        }
    }

    /** Makes sure that the engine answers to the machine's certificates. */
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
     * Waits until a host that was started can be logged in to and its engine listens. An engine gets a new certificate when the one it
     * has is not for the host's address, as that is another than before, not of the CA that there is now, or about to expire.
     *
     * @throws ProvisioningException when the engine does not come up, with its own last lines
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

    /** The machine is started all the same when this fails; the next start tries again, as the old files are put back. */
    private void renew(String why, Provisioner provisioner) {
        try {
            wholly(
                    provisioner,
                    () -> stepReporter.run("Renewing the engine's certificate " + why + "...", () -> {
                        HostOptions options = machine.options();
                        ProvisionRequest request = request();
                        tell(provisioner.renewCertificates(request, copyCertificates(options)));
                        if (options.swarm().isSwarm()) {
                            provisioner.startSwarm(request);
                        }
                    }));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            stepReporter.warn("The certificate of the engine of \"" + machine.name() + "\" could not be renewed " + why
                    + ", so clients will not trust it: " + e.getMessage()
                    + ". When that is mended, run \"docker-machine regenerate-certs " + machine.name() + "\".");
        }
    }

    private void tell(EngineRestart restart) {
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

    /** What a host says to a provisioner's question as soon as it lets us in. */
    private String logIn(SshClient ssh, SshTarget target, SshLoginWaiter.WaitLimits waitLimits) {
        HostMonitor watch = new DriverHostMonitor(machine.driver(), stepReporter);
        return SshLoginWaiter.await(ssh, target, Provisioners.question(), waitLimits, watch, settings.sleeper());
    }

    private static boolean isFirstUse(SshTarget target) {
        return target.hostKey() instanceof HostKeyCheck.FirstUse check
                && check.expected().isEmpty();
    }

    /** Says which key a host has that was logged in to for the first time: nobody else can tell whether it is the right one. */
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
        tell(stepReporter.get(CONFIGURING, () -> provisioner.configureEngine(request, certificates)));
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
        stepReporter.note("There is no Docker on the host of \"" + machine.name()
                + "\", and --engine-install-url none installs none. SSH works and the certificates are in place.");
    }

    private ProvisionRequest request() {
        HostOptions options = machine.options();
        return new ProvisionRequest(
                machine.name(),
                machine.driverName(),
                machine.ip(),
                EngineEndpoint.parse(machine.url()).port(),
                options.engine(),
                options.swarm());
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

    /** Puts copies of the shared certificates and the engine's own, new one into the machine's folder. */
    private EngineCertificates copyCertificates(HostOptions options) {
        AuthOptions auth = options.auth();
        WritePathGuard.requireForServer(machine);
        List<String> hosts = new ArrayList<>(auth.serverCertSans());
        hosts.add("localhost");
        hosts.add(machine.ip());
        MachineCertificates made = settings.certificates(auth.tlsFiles())
                .issue(machine.name(), hosts, options.swarm().master());

        Path folder = machine.directory();
        PrivateFiles.writePublic(folder.resolve("ca.pem"), made.ca());
        PrivateFiles.writeSecret(folder.resolve("key.pem"), made.client().key());
        PrivateFiles.writePublic(folder.resolve("cert.pem"), made.client().certificate());
        PrivateFiles.writeSecret(Path.of(auth.serverKeyPath()), made.server().key());
        PrivateFiles.writePublic(Path.of(auth.serverCertPath()), made.server().certificate());
        return new EngineCertificates(
                made.ca(), made.server().certificate(), made.server().key());
    }
}
