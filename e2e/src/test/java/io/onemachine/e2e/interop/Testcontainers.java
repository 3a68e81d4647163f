package io.onemachine.e2e.interop;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.util.List;

/**
 * Testcontainers. It finds certificates in the home folder of {@code user.home} only, whatever MACHINE_STORAGE_PATH says.
 *
 * @param computer where the tests of its users run
 * @param home their home folder
 */
record Testcontainers(UserEnvironment computer, Path home) {

    /** What {@link TestcontainersProgram} prints. */
    List<String> findEngine() {
        Outcome outcome = computer.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-classpath",
                System.getProperty("java.class.path"),
                TestcontainersProgram.class.getName());
        return outcome.stdout().lines().toList();
    }
}
