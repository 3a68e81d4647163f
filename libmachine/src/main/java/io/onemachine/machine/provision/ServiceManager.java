package io.onemachine.machine.provision;

import java.util.List;

/** What starts the engine on a host. */
enum ServiceManager {
    SYSTEMD("systemd", "engine-systemd.sh", "configure-systemd.sh"),
    OPENRC("OpenRC", "engine-openrc.sh", "configure-openrc.sh"),
    /** The init script of boot2docker, which has a provisioner of its own. */
    BOOT2DOCKER("boot2docker", "engine-systemd.sh", "");

    private final String displayName;
    private final String engineScript;
    private final String configuring;

    ServiceManager(String displayName, String engineScript, String configuring) {
        this.displayName = displayName;
        this.engineScript = engineScript;
        this.configuring = configuring;
    }

    String displayName() {
        return displayName;
    }

    /** Returns the script with the functions that start and stop the engine. */
    String engineScript() {
        return engineScript;
    }

    /** Returns the scripts that configure and start the engine. */
    List<String> configuring() {
        return List.of(engineScript, "keep-containers.sh", "firewall.sh", configuring, "configure-engine.sh");
    }

    /** Returns whether a host runs it. */
    boolean isOn(HostFacts facts) {
        return switch (this) {
            case SYSTEMD -> facts.systemd();
            case OPENRC -> facts.openRc() && !facts.systemd();
            case BOOT2DOCKER -> true;
        };
    }
}
