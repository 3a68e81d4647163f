package io.onemachine.e2e.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether real hosts can run on this computer. */
public final class RealHosts {

    private RealHosts() {}

    /** Skips the test, with the reason, where they cannot. On a Linux computer as root nothing is skipped. */
    public static void required() {
        boolean linux = System.getProperty("os.name").equals("Linux");
        assumeTrue(linux, "real hosts need Linux");
        assumeTrue(isRoot(), "real hosts need root: network namespaces, mounts and cgroups are created for them");
    }

    public static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }
}
