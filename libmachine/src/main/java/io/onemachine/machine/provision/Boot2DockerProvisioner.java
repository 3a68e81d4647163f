package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.ssh.SshClient;
import java.util.List;
import java.util.Map;

/** Provisions boot2docker: persistent files are in {@code /var/lib/boot2docker}, and its own init script starts the engine. */
final class Boot2DockerProvisioner extends ScriptedProvisioner {
    private final HostFacts facts;

    Boot2DockerProvisioner(Distribution distribution, SshClient ssh, HostFacts facts) {
        super(distribution, ssh, facts, Boot2DockerProfile.FOLDER);
        this.facts = facts;
    }

    @Override
    String namingScript() {
        return "name-boot2docker.sh";
    }

    @Override
    public boolean isDockerInstalled() {
        return facts.dockerd().isPresent();
    }

    @Override
    public void installDocker(ProvisionRequest request) {
        throw new ProvisioningException(
                "The host is a boot2docker without Docker, and nothing can be installed on one",
                "Use another image.",
                null);
    }

    /** Accepts any configuration, as the profile passes all options to the engine. */
    @Override
    public void checkConfiguration(ProvisionRequest request) {
        DaemonJson.parse(facts.daemonFile()).check(DaemonArguments.of(request.driver(), request.engine()));
    }

    @Override
    List<String> configuring() {
        return List.of("boot2docker-engine.sh", "configure-boot2docker.sh");
    }

    @Override
    Map<String, String> configuration(ProvisionRequest request) {
        Boot2DockerProfile profile = new Boot2DockerProfile(request.driver(), request.engineHost(), request.engine());
        return Map.of(
                "PROFILE", profile.text(),
                "WRAPS_DOCKERD", profile.wrapsDockerd() ? "yes" : "",
                "SSH_USER", facts.login().user());
    }

    /** Does nothing, as boot2docker has no firewall. */
    @Override
    public EngineRestart openPorts(ProvisionRequest request) {
        return EngineRestart.NONE;
    }

    @Override
    public EngineUpgrade upgradeDocker(ProvisionRequest request) {
        throw new ProvisioningException(
                "On boot2docker, Docker is part of the image and cannot be upgraded by itself",
                "Create a new machine from a newer image.",
                null);
    }

    @Override
    public List<String> restartDocker(List<String> containers) {
        throw new IllegalStateException("nothing was upgraded");
    }
}
