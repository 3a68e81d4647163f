package io.onemachine.machine.provision;

import java.util.List;

/**
 * Where a distribution's Docker Engine can come from.
 *
 * @param script whether the install script of Docker supports it
 * @param repository the folder of Docker's own packages below {@code download.docker.com/linux}; empty when there is none
 * @param packages the distribution's own packages, the engine's first; empty when it has none
 * @param refusal why nothing can be installed; empty when something can
 */
record EngineSources(boolean script, String repository, List<String> packages, String refusal) {
    /** The packages in Docker's own repositories. */
    static final List<String> DOCKERS_PACKAGES =
            List.of("docker-ce", "docker-ce-cli", "containerd.io", "docker-buildx-plugin", "docker-compose-plugin");

    EngineSources {
        packages = List.copyOf(packages);
    }

    /** Returns the sources of a distribution that the install script supports. */
    static EngineSources ofScript(String repository, String... packages) {
        return new EngineSources(true, repository, List.of(packages), "");
    }

    /** Returns the sources of a distribution for which Docker has packages that its install script does not install there. */
    static EngineSources ofRepository(String repository) {
        return new EngineSources(false, repository, List.of(), "");
    }

    /** Returns the sources of a distribution that has packages of its own, and Docker has none for. */
    static EngineSources ofDistribution(String... packages) {
        return new EngineSources(false, "", List.of(packages), "");
    }

    /** Returns the sources of a distribution on which nothing can be installed. */
    static EngineSources none(String refusal) {
        return new EngineSources(false, "", List.of(), refusal);
    }
}
