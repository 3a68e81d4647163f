package io.onemachine.devcloud.stub;

import java.util.Map;

/**
 * The properties of a simulated host.
 *
 * @param osRelease the entries of {@code /etc/os-release}
 * @param hasDocker whether Docker is installed
 * @param engine the engine's version
 */
record StubImage(Map<String, String> osRelease, boolean hasDocker, EngineVersion engine) {

    private static final Map<String, String> DEBIAN = Map.of(
            "ID", "debian",
            "ID_LIKE", "",
            "NAME", "Debian GNU/Linux",
            "VERSION_ID", "13",
            "VERSION_CODENAME", "trixie",
            "PRETTY_NAME", "Debian GNU/Linux 13 (trixie)");

    private static final Map<String, String> BOOT2DOCKER = Map.of(
            "ID", "boot2docker",
            "ID_LIKE", "tcl",
            "NAME", "Boot2Docker",
            "VERSION_ID", "19.03.12",
            "PRETTY_NAME", "Boot2Docker 19.03.12 (TCL 10.1)");

    /** Returns the image of a {@code SOURCE}, which can be any name. */
    static StubImage of(String source) {
        if (source.startsWith("boot2docker")) {
            return new StubImage(BOOT2DOCKER, true, new EngineVersion("19.03.12", "1.40", "1.12"));
        }
        if (source.endsWith("20.10")) {
            return new StubImage(DEBIAN, true, new EngineVersion("20.10.24", "1.41", "1.12"));
        }
        return new StubImage(DEBIAN, !source.contains("plain"), new EngineVersion("26.1.5", "1.45", "1.24"));
    }

    /** Returns whether its files are in boot2docker's places. */
    boolean isBoot2Docker() {
        return osRelease.equals(BOOT2DOCKER);
    }
}
