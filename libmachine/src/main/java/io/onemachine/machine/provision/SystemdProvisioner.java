package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.ssh.SshClient;
import java.util.List;
import java.util.Map;

/** Systems where systemd starts the engine. */
final class SystemdProvisioner extends ScriptedProvisioner {
    private HostFacts facts;

    SystemdProvisioner(String label, SshClient ssh, HostFacts facts) {
        super(label, ssh, facts, SystemdDropIn.CERTIFICATES);
        this.facts = facts;
    }

    @Override
    String namingScript() {
        return "name-host.sh";
    }

    @Override
    public boolean isDockerInstalled() {
        return facts.dockerd().isPresent();
    }

    @Override
    public void installDocker(ProvisionRequest request) {
        facts = facts.withDockerd(new DockerInstaller(shell()).install(request.engine()));
    }

    @Override
    public EngineRestart configureEngine(ProvisionRequest request, EngineCertificates certificates) {
        String dockerd =
                facts.dockerd().orElseThrow(() -> new ProvisioningException("Docker is not installed on the host"));
        String dropIn = SystemdDropIn.text(dockerd, request.driver(), request.engineHost(), request.engine());
        return configureEngine(
                request,
                certificates,
                List.of("keep-containers.sh", "configure-systemd.sh"),
                Map.of("DROP_IN", dropIn, "SSH_USER", facts.user()));
    }

    @Override
    public EngineUpgrade upgradeDocker(ProvisionRequest request) {
        if (!isDockerInstalled()) {
            throw new ProvisioningException(
                    "Docker is not installed on the host", "\"docker-machine provision\" installs it.", null);
        }
        return new DockerInstaller(shell()).upgrade(request.engine());
    }

    @Override
    public List<String> restartDocker(List<String> containers) {
        String output = shell().startEngine(
                        List.of("restart-docker.sh"), Map.of("CONTAINERS", String.join(" ", containers)), SCRIPT);
        return HostFacts.words(HostFacts.values(output).getOrDefault("stopped", ""));
    }
}
