package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshClient;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Selects the provisioner for a host by its os-release. */
public final class Provisioners {
    /** One family of systems: its test, its label and its provisioner. */
    private record Family(Predicate<HostFacts> isMember, String label, Factory factory) {}

    /** Creates the provisioner of a family. */
    private interface Factory {
        Provisioner create(String label, SshClient ssh, HostFacts facts);
    }

    /** In the order of checking: a derivative also names Debian as similar. */
    private static final List<Family> FAMILIES = List.of(
            new Family(facts -> facts.osId().equals("boot2docker"), "boot2docker", Boot2DockerProvisioner::new),
            new Family(facts -> facts.systemd() && facts.isLike("ubuntu"), "ubuntu(systemd)", SystemdProvisioner::new),
            new Family(facts -> facts.systemd() && facts.isLike("debian"), "debian", SystemdProvisioner::new));

    private Provisioners() {}

    /**
     * Returns a script that detects a host's system; any user of the host can run it.
     *
     * @see #of
     */
    public static String question() {
        return HostShell.withValues(HostShell.script("detect.sh"), Map.of());
    }

    /**
     * Returns the provisioner for a host.
     *
     * @param answer the output of {@link #question} there
     * @param options an unknown system with systemd is accepted when they request no installation
     * @throws ProvisioningException when the system is not supported
     */
    public static Provisioner of(SshClient ssh, String answer, EngineOptions options) {
        HostFacts facts = HostFacts.parse(answer);
        return FAMILIES.stream()
                .filter(family -> family.isMember().test(facts))
                .findFirst()
                .map(family -> family.factory().create(family.label(), ssh, facts))
                .orElseGet(() -> ofUnknown(ssh, facts, options));
    }

    private static Provisioner ofUnknown(SshClient ssh, HostFacts facts, EngineOptions options) {
        if (!facts.systemd() || options.source() != EngineOptions.Source.NONE) {
            throw unknown(facts);
        }
        return new SystemdProvisioner(facts.osId().isEmpty() ? "systemd" : facts.osId(), ssh, facts);
    }

    private static ProvisioningException unknown(HostFacts facts) {
        String name = facts.osName().isEmpty() ? "an unknown system" : facts.osName();
        String reason =
                facts.isLike("debian") || facts.isLike("ubuntu") ? " without systemd" : " (ID=" + facts.osId() + ")";
        return new ProvisioningException(
                "The host runs " + name + reason + ", which cannot be set up",
                "Use an image of Debian or Ubuntu with systemd, or boot2docker."
                        + (facts.systemd()
                                ? " Or install Docker yourself: with " + Reference.option("engine-install-url")
                                        + " none the machine is created all the same."
                                : ""),
                null);
    }
}
