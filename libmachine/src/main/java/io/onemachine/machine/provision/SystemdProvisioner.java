package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Provisions systems on which systemd starts the engine. */
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
    public void checkConfiguration(ProvisionRequest request) {
        DaemonJson.parse(facts.daemonFile()).check(arguments(request));
    }

    private static List<List<String>> arguments(ProvisionRequest request) {
        return SystemdDropIn.arguments(request.driver(), request.engineHost(), request.engine());
    }

    @Override
    List<String> configuring() {
        return List.of("keep-containers.sh", "configure-systemd.sh");
    }

    @Override
    Map<String, String> configuration(ProvisionRequest request) {
        List<String> command = Stream.concat(
                        Stream.of(facts.dockerd().orElseThrow(SystemdProvisioner::notInstalled)),
                        DaemonJson.parse(facts.daemonFile()).missing(arguments(request)).stream()
                                .flatMap(List::stream))
                .toList();
        return Map.of(
                "DROP_IN",
                SystemdDropIn.text(command, request.engine()),
                "DOCKERD",
                ShellQuoting.words(command),
                "STORAGE_DRIVER",
                request.engine().storageDriver(),
                "SSH_USER",
                facts.user());
    }

    private static ProvisioningException notInstalled() {
        return new ProvisioningException(
                "Docker is not installed on the host", "\"" + Reference.command("provision") + "\" installs it.", null);
    }

    @Override
    public EngineUpgrade upgradeDocker(ProvisionRequest request) {
        if (!isDockerInstalled()) {
            throw notInstalled();
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
