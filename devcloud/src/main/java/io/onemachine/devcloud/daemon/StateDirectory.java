package io.onemachine.devcloud.daemon;

import java.nio.file.Path;

/** The location of clouds on disk. */
public final class StateDirectory {

    private StateDirectory() {}

    /** Returns the folder of a cloud that was started without {@code --state}. */
    public static Path usual() {
        String configured = System.getenv("XDG_STATE_HOME");
        Path base = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(configured);
        return base.resolve("onemachine").resolve("devcloud").toAbsolutePath().normalize();
    }
}
