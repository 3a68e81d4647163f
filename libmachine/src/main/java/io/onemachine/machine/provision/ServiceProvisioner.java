package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Provisions hosts on which a service manager starts the engine, by the entry that the table of distributions has for them. */
final class ServiceProvisioner extends ScriptedProvisioner {
    private final Distribution distribution;
    private HostFacts facts;

    ServiceProvisioner(Distribution distribution, SshClient ssh, HostFacts facts) {
        super(distribution, ssh, facts, SystemdDropIn.CERTIFICATES);
        this.distribution = distribution;
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
        EngineInstallation installation = EngineInstallation.of(distribution, facts.system(), request.engine());
        facts = facts.withEngine(new DockerInstaller(shell()).install(installation, request.engine()));
    }

    @Override
    public void checkConfiguration(ProvisionRequest request) {
        DaemonJson.parse(facts.daemonFile()).check(arguments(request));
        if (!isDockerInstalled() && request.engine().source() != EngineOptions.Source.NONE) {
            EngineInstallation.of(distribution, facts.system(), request.engine()); // refuses what cannot be done
        }
    }

    private static List<List<String>> arguments(ProvisionRequest request) {
        return SystemdDropIn.arguments(request.driver(), request.engineHost(), request.engine());
    }

    @Override
    List<String> configuring() {
        return distribution.services().configuring();
    }

    @Override
    Map<String, String> configuration(ProvisionRequest request) {
        String program = facts.dockerd().orElseThrow(ServiceProvisioner::notInstalled);
        List<String> arguments = DaemonJson.parse(facts.daemonFile()).missing(arguments(request)).stream()
                .flatMap(List::stream)
                .toList();
        Map<String, String> values = new HashMap<>();
        values.put("PROGRAM", ShellQuoting.word(program));
        values.put("STORAGE_DRIVER", request.engine().storageDriver());
        values.put("SSH_USER", facts.login().user());
        values.put("ENGINE_ADDRESS", request.address());
        values.put("PORTS", String.join(" ", request.ports()));
        values.put("OPEN_FIREWALL", request.engine().opensFirewall() ? "yes" : "");
        if (distribution.services() == ServiceManager.OPENRC) {
            values.put(
                    "SETTINGS", OpenRcSettings.text(arguments, request.engine().env()));
        } else {
            List<String> own = UnitCommand.parse(facts.unit()).engineArguments();
            values.put(
                    "OWN",
                    ShellQuoting.words(own.stream().map(UnitCommand::unquoted).toList()));
            values.put("ARGUMENTS", ShellQuoting.words(arguments));
            values.put("DROP_IN", SystemdDropIn.text(program, own, arguments, request.engine()));
        }
        return values;
    }

    private static ProvisioningException notInstalled() {
        return new ProvisioningException(
                "Docker is not installed on the host", "\"" + Reference.command("provision") + "\" installs it.", null);
    }

    @Override
    public EngineRestart openPorts(ProvisionRequest request) {
        Map<String, String> values = new HashMap<>(Map.of(
                "ENGINE_ADDRESS", request.address(),
                "PORTS", String.join(" ", request.ports()),
                "OPEN_FIREWALL", request.engine().opensFirewall() ? "yes" : ""));
        return EngineRestart.parse(
                runBeginning(List.of("firewall.sh", "open-ports.sh"), "open ports in the firewall", request, values));
    }

    @Override
    public EngineUpgrade upgradeDocker(ProvisionRequest request) {
        if (!isDockerInstalled()) {
            throw notInstalled();
        }
        if (!distribution.sources().refusal().isEmpty()) {
            throw new ProvisioningException(
                    "Docker cannot be upgraded on " + facts.system().displayName() + ": "
                            + distribution.sources().refusal(),
                    "It is upgraded with the system.",
                    null);
        }
        if (distribution.packages() == PackageManager.NONE) {
            throw new ProvisioningException(
                    "How packages are upgraded on " + facts.system().displayName() + " (ID="
                            + facts.system().id() + ") is not known",
                    "Upgrade Docker there by hand.",
                    null);
        }
        return new DockerInstaller(shell()).upgrade(distribution.packages(), request.engine());
    }

    @Override
    public List<String> restartDocker(List<String> containers) {
        String output = shell().startEngine(
                        List.of("put.sh", distribution.services().engineScript(), "restart-docker.sh"),
                        Map.of("CONTAINERS", String.join(" ", containers)),
                        SCRIPT);
        return HostFacts.words(HostFacts.values(output).getOrDefault("stopped", ""));
    }
}
