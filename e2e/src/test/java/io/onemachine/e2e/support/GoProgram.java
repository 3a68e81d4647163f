package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** A Go program of the tests' own, built with the Go of this computer and its standard library alone. */
public final class GoProgram {
    private GoProgram() {}

    /**
     * Builds a program of {@code src/test/go}; skips the test, saying why, where there is no Go.
     *
     * @param target the file to write
     */
    public static Path build(String name, Path target, UserEnvironment userEnvironment) {
        Tools.required("go");
        Path source = UserEnvironment.checkout()
                .resolve("e2e/src/test/go")
                .resolve(name)
                .resolve("main.go");
        Outcome built = userEnvironment
                .with("GO111MODULE", "off")
                .with("CGO_ENABLED", "0")
                .run("go", "build", "-o", target.toString(), source.toString());
        assertThat(built.exitCode()).as("%s", built).isZero();
        return target;
    }
}
