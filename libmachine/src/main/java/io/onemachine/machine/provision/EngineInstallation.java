package io.onemachine.machine.provision;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.reference.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an engine gets onto a host: the scripts to run after {@code packages.sh}, and their variables.
 *
 * @param scripts the scripts, in this order
 * @param values their variables, without those that every installation has
 */
record EngineInstallation(List<String> scripts, Map<String, String> values) {
    private static final String REPOSITORIES = "https://download.docker.com/linux/";
    private static final String CHOICE = "choose-packages.sh";

    EngineInstallation {
        scripts = List.copyOf(scripts);
        values = Map.copyOf(values);
    }

    /**
     * Returns the installation from the source that the options name. The usual install script stands for the best source that the
     * distribution has: a repository of Docker that is configured on the host, the script, Docker's repository, or the distribution's
     * packages.
     *
     * @throws ProvisioningException when that source has nothing for the distribution; its hint names another
     */
    static EngineInstallation of(Distribution distribution, OperatingSystem system, EngineOptions options) {
        EngineSources sources = distribution.sources();
        if (!sources.refusal().isEmpty()) {
            throw new ProvisioningException(
                    "Docker cannot be installed on " + system.displayName() + ": " + sources.refusal(),
                    "Use an image that has Docker.",
                    null);
        }
        return switch (options.source()) {
            case NONE -> throw new IllegalStateException("nothing is to be installed");
            case DISTRIBUTION -> {
                if (sources.packages().isEmpty()) {
                    throw new ProvisioningException(
                            system.displayName() + " has no package of the Docker Engine",
                            sources.repository().isEmpty()
                                    ? scriptHint()
                                    : "Leave " + Reference.option("engine-install-url")
                                            + " out: Docker's own packages are installed then.",
                            null);
                }
                yield ofDistribution(distribution);
            }
            case SCRIPT ->
                options.installsByUsualScript() ? ofBest(distribution, system) : ofScript(distribution, options);
        };
    }

    private static EngineInstallation ofBest(Distribution distribution, OperatingSystem system) {
        EngineSources sources = distribution.sources();
        if (sources.script()) {
            return new EngineInstallation(
                    scripts(distribution, CHOICE, "prefer-repository.sh", "install-docker.sh"),
                    Map.of(
                            "PACKAGES",
                            packages(EngineSources.DOCKERS_PACKAGES),
                            "INSTALL_URL",
                            EngineOptions.DEFAULT_INSTALL_URL));
        }
        if (!sources.repository().isEmpty()) {
            return ofRepository(distribution, system);
        }
        if (!sources.packages().isEmpty()) {
            return ofDistribution(distribution);
        }
        throw new ProvisioningException(
                "The host runs " + system.displayName() + " (ID=" + system.id()
                        + "), for which no source of Docker is known",
                scriptHint(),
                null);
    }

    private static EngineInstallation ofRepository(Distribution distribution, OperatingSystem system) {
        String release = system.majorVersion();
        if (release.isEmpty()) {
            throw new ProvisioningException(
                    system.displayName() + " does not tell its version, by which Docker's packages are chosen",
                    scriptHint(),
                    null);
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("PACKAGES", packages(EngineSources.DOCKERS_PACKAGES));
        values.put("REPOSITORY_URL", REPOSITORIES + repository(distribution, release));
        values.put("RELEASE", release);
        return new EngineInstallation(scripts(distribution, CHOICE, "install-repository.sh"), values);
    }

    /** For release 7 Docker has packages under the name of CentOS only. */
    private static String repository(Distribution distribution, String release) {
        return release.equals("7") ? "centos" : distribution.sources().repository();
    }

    private static EngineInstallation ofDistribution(Distribution distribution) {
        return new EngineInstallation(
                scripts(distribution, CHOICE, "install-distribution.sh"),
                Map.of("PACKAGES", packages(distribution.sources().packages())));
    }

    private static EngineInstallation ofScript(Distribution distribution, EngineOptions options) {
        return new EngineInstallation(
                scripts(distribution, "install-docker.sh"), Map.of("INSTALL_URL", options.installUrl()));
    }

    private static List<String> scripts(Distribution distribution, String... own) {
        List<String> scripts = new ArrayList<>(distribution.packages().scripts());
        scripts.addAll(List.of(own));
        return scripts;
    }

    private static String packages(List<String> names) {
        return String.join(" ", names);
    }

    static String scriptHint() {
        return "Use an image that has Docker, or name a script that installs it there with "
                + Reference.option("engine-install-url") + ".";
    }
}
