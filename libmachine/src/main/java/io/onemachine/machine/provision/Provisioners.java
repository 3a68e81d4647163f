package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import java.util.List;
import java.util.Map;

/** Selects the provisioner for a host by what it says of itself. */
public final class Provisioners {
    private Provisioners() {}

    /**
     * Returns a script that detects a host's system; any user of the host can run it.
     *
     * @see #of
     */
    public static String question() {
        return HostShell.withValues(HostShell.scripts(List.of("detect.sh", "tell-unit.sh")), Map.of());
    }

    /**
     * Returns the provisioner for a host.
     *
     * @param answer the output of {@link #question} there
     * @param options an unknown system with systemd is accepted when it has Docker, or when they name what installs it
     * @throws ProvisioningException when the system is not supported
     */
    public static Provisioner of(SshClient ssh, String answer, EngineOptions options) {
        HostFacts facts = HostFacts.parse(answer);
        Distribution distribution =
                Distribution.of(facts.system()).orElseGet(() -> Distribution.unknown(facts.system()));
        if (!distribution.services().isOn(facts)) {
            throw withoutServices(distribution, facts);
        }
        if (isUnknown(distribution) && facts.dockerd().isEmpty() && wantsDistributionsEngine(options)) {
            throw unknown(facts.system());
        }
        return distribution.services() == ServiceManager.BOOT2DOCKER
                ? new Boot2DockerProvisioner(distribution, ssh, facts)
                : new ServiceProvisioner(distribution, ssh, facts);
    }

    private static boolean isUnknown(Distribution distribution) {
        return !Distribution.TABLE.contains(distribution);
    }

    private static boolean wantsDistributionsEngine(EngineOptions options) {
        return switch (options.source()) {
            case NONE -> false;
            case DISTRIBUTION -> true;
            case SCRIPT -> options.installsByUsualScript();
        };
    }

    private static ProvisioningException withoutServices(Distribution distribution, HostFacts facts) {
        OperatingSystem system = facts.system();
        String reason = isUnknown(distribution) ? " (ID=" + system.id() + ")" : "";
        return new ProvisioningException(
                "The host runs " + system.displayName() + reason + " without "
                        + distribution.services().displayName() + ", which cannot be set up",
                "Use an image whose engine is started by "
                        + distribution.services().displayName() + ".",
                null);
    }

    private static ProvisioningException unknown(OperatingSystem system) {
        return new ProvisioningException(
                "The host runs " + system.displayName() + " (ID=" + system.id()
                        + "), on which there is no Docker, and how to install it there is not known",
                EngineInstallation.scriptHint() + " Or install Docker yourself: with "
                        + Reference.option("engine-install-url") + " none the machine is created all the same.",
                null);
    }

    /**
     * Returns a command for a host's login shell that shows the engine's log.
     *
     * @param lines how many of the last lines
     * @param follow whether to go on with what is added
     */
    public static String engineLogCommand(int lines, boolean follow) {
        String script = "LINES=" + lines + "\nFOLLOW=" + (follow ? "yes" : "no") + "\n"
                + HostShell.script("show-engine-log.sh");
        return "sh -c " + ShellQuoting.word(script);
    }
}
