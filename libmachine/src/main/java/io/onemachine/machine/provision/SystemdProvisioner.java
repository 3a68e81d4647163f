package io.onemachine.machine.provision;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.ssh.SshClient;
import java.time.Duration;
import java.util.Map;

/** Systems where systemd starts the engine. */
final class SystemdProvisioner implements Provisioner {
    /** A slow mirror and a slow disk; the script itself has no limit. */
    private static final Duration INSTALLATION = Duration.ofMinutes(20);

    private static final Duration SCRIPT = Duration.ofMinutes(3);
    private static final Duration LOG = Duration.ofSeconds(20);

    private final String label;
    private final HostShell shell;
    private HostFacts facts;

    SystemdProvisioner(String label, SshClient ssh, HostFacts facts) {
        this.label = label;
        this.shell = new HostShell(ssh, facts.root());
        this.facts = facts;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isDockerInstalled() {
        return facts.dockerd().isPresent();
    }

    @Override
    public void installDocker(ProvisionRequest request) {
        String url = request.engine().installUrl();
        if (url.isEmpty() || url.equals("none")) {
            throw new ProvisioningException(
                    "Docker is not installed on the host, and --engine-install-url says to install none",
                    "Give an install URL, or use an image that has Docker.",
                    null);
        }
        String output =
                shell.runAsRoot("install-docker.sh", "install Docker", Map.of("INSTALL_URL", url), INSTALLATION);
        String dockerd = HostFacts.installedDockerd(output)
                .orElseThrow(() -> new ProvisioningException("Docker was installed but there is no dockerd now"));
        facts = facts.withDockerd(dockerd);
    }

    @Override
    public void copyCertificates(ProvisionRequest request, EngineCertificates certificates) {
        shell.runAsRoot(
                "prepare-host.sh",
                "copy the certificates",
                Map.of(
                        "MACHINE_NAME", request.machine(),
                        "CA", certificates.ca(),
                        "SERVER_CERT", certificates.server(),
                        "SERVER_KEY", certificates.serverKey()),
                SCRIPT);
    }

    @Override
    public void configureEngine(ProvisionRequest request) {
        String dockerd =
                facts.dockerd().orElseThrow(() -> new ProvisioningException("Docker is not installed on the host"));
        String dropIn = SystemdDropIn.text(dockerd, request.driver(), request.enginePort(), request.engine());
        try {
            shell.runAsRoot(
                    "configure-systemd.sh",
                    "start the Docker engine",
                    Map.of("DROP_IN", dropIn, "SSH_USER", facts.user()),
                    SCRIPT);
        } catch (ProvisioningException e) {
            throw new ProvisioningException(
                    e.getMessage() + withLog(engineLog()), e.hint().orElse(null), e);
        }
    }

    @Override
    public String engineLog() {
        try {
            return HostShell.lastLines(shell.runAsRoot("engine-log.sh", "read the engine's log", Map.of(), LOG));
        } catch (MachineException e) {
            return "";
        }
    }

    private static String withLog(String log) {
        return log.isEmpty() ? "" : "\nThe engine's own last lines:\n" + log;
    }
}
