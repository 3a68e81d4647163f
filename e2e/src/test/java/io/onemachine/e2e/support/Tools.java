package io.onemachine.e2e.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of this computer that a test needs. */
public final class Tools {

    private Tools() {}

    /** Skips the test, with the reason, where a program is not installed; {@code bin/lib/debian-packages --tests} installs it. */
    public static void required(String... programs) {
        for (String program : programs) {
            assumeTrue(isInstalled(program), program + " is not installed");
        }
    }

    /** Returns whether a program is installed. */
    public static boolean isInstalled(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
