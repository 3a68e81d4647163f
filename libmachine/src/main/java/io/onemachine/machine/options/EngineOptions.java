package io.onemachine.machine.options;

import java.util.List;

/**
 * How the Docker engine is installed and started.
 *
 * @param arbitraryFlags daemon options without their dashes: {@code bip=10.9.0.1/16}
 * @param dns name servers; kept, not used
 * @param graphDir kept, not used
 * @param env environment variables of the daemon: {@code NAME=value}
 * @param ipv6 kept, not used
 * @param insecureRegistry registries without TLS
 * @param labels labels of the engine: {@code key=value}
 * @param logLevel kept, not used
 * @param storageDriver the storage driver; empty lets the engine choose
 * @param selinuxEnabled whether the daemon runs with {@code --selinux-enabled}
 * @param tlsVerify always true for a machine that this program created
 * @param registryMirror mirrors of Docker Hub
 * @param installUrl the URL of the install script; {@code distro} for the distribution's own package, {@code none} for no
 *     installation
 * @param version the engine's version, such as {@code 26.1} or {@code 26.1.5}; empty for whatever is installed
 * @param opensFirewall whether the engine's port is opened in the firewall of the host
 */
public record EngineOptions(
        List<String> arbitraryFlags,
        List<String> dns,
        String graphDir,
        List<String> env,
        boolean ipv6,
        List<String> insecureRegistry,
        List<String> labels,
        String logLevel,
        String storageDriver,
        boolean selinuxEnabled,
        boolean tlsVerify,
        List<String> registryMirror,
        String installUrl,
        String version,
        boolean opensFirewall) {
    /** The source from which Docker is installed when a host has none. */
    public enum Source {
        /** From the script at the install URL. */
        SCRIPT,
        /** From the distribution's package. */
        DISTRIBUTION,
        /** Not at all: a host without Docker stays without. */
        NONE
    }

    public EngineOptions {
        arbitraryFlags = List.copyOf(arbitraryFlags);
        dns = List.copyOf(dns);
        env = List.copyOf(env);
        insecureRegistry = List.copyOf(insecureRegistry);
        labels = List.copyOf(labels);
        registryMirror = List.copyOf(registryMirror);
    }

    /** The default URL of the install script. */
    public static final String DEFAULT_INSTALL_URL = "https://get.docker.com";

    /** Returns the defaults. */
    public static EngineOptions defaults() {
        return new EngineOptions(
                List.of(),
                List.of(),
                "",
                List.of(),
                false,
                List.of(),
                List.of(),
                "",
                "",
                false,
                true,
                List.of(),
                DEFAULT_INSTALL_URL,
                "",
                true);
    }

    /** Returns whether the install URL is the usual one, which also stands for better sources where there are some. */
    public boolean installsByUsualScript() {
        return installUrl.isEmpty() || installUrl.equals(DEFAULT_INSTALL_URL);
    }

    /** Returns the source that the install URL selects. */
    public Source source() {
        return switch (installUrl) {
            case "none" -> Source.NONE;
            case "distro" -> Source.DISTRIBUTION;
            default -> Source.SCRIPT;
        };
    }
}
