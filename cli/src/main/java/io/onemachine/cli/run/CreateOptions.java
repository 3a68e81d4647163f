package io.onemachine.cli.run;

import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.util.Optional;

/** The values of {@link CreateFlags}, as the library takes them. */
public final class CreateOptions {
    private CreateOptions() {}

    /** Returns how to set up the engine. */
    public static EngineOptions engine(ParsedFlags flags) {
        EngineOptions defaults = EngineOptions.defaults();
        return new EngineOptions(
                flags.list("engine-opt"),
                defaults.dns(),
                defaults.graphDir(),
                flags.list("engine-env"),
                defaults.ipv6(),
                flags.list("engine-insecure-registry"),
                flags.list("engine-label"),
                defaults.logLevel(),
                flags.text("engine-storage-driver"),
                defaults.selinuxEnabled(),
                defaults.tlsVerify(),
                flags.list("engine-registry-mirror"),
                flags.text("engine-install-url"),
                flags.text("engine-version"),
                flags.on("engine-open-firewall"));
    }

    /** Returns how to log in to a new host. */
    public static SshOptions ssh(ParsedFlags flags) {
        String keyType = flags.text(SshKeyType.OPTION);
        return new SshOptions(
                hostKey(flags),
                keyType.isEmpty()
                        ? Optional.empty()
                        : Optional.of(SshKeyType.parse(keyType, "--" + SshKeyType.OPTION)));
    }

    /** Returns how to trust the host's SSH key. */
    public static HostKeyPolicy hostKey(ParsedFlags flags) {
        return HostKeyPolicy.parse(flags.text(HostKeyPolicy.OPTION), "--" + HostKeyPolicy.OPTION);
    }
}
