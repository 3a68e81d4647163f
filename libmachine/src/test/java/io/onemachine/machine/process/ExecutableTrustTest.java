package io.onemachine.machine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableTrustTest {
    private final Path above;
    private final Path folder;
    private final Path program;

    ExecutableTrustTest(@TempDir Path folder) throws IOException {
        this.above = Files.createDirectory(folder.toRealPath().resolve("above"));
        this.folder = Files.createDirectory(above.resolve("bin"));
        this.program = Files.writeString(this.folder.resolve("program"), "");
        mode(this.folder, "rwxrwxr-x");
        mode(program, "rwxrwxr-x");
    }

    @Test
    void groupMayWrite() {
        assertThat(new ExecutableTrust().objection(program)).isEmpty();
    }

    @Test
    void worldWritableProgramsAreRefused() throws IOException {
        mode(program, "rwxrwxrwx");
        assertThat(objection(program)).isEqualTo("every user of this computer can change it: chmod go-w " + program);
        mode(program, "rwxr-xr-x");
        mode(folder, "rwxrwxrwx");
        assertThat(objection(program))
                .startsWith("every user of this computer can put programs into its folder " + folder);
        mode(folder, "rwxr-xr-x");
        mode(above, "rwxrwxrwx");
        assertThat(objection(program)).startsWith("every user of this computer can rename what is in " + above);
    }

    @Test
    void linkAndItsTargetAreChecked() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), program);
        assertThat(new ExecutableTrust().objection(link)).isEmpty();
        mode(elsewhere, "rwxrwxrwx");
        assertThat(objection(link)).contains("its folder " + elsewhere);
        mode(elsewhere, "rwxr-xr-x");
        mode(program, "rwxrwxrwx");
        assertThat(objection(link)).contains("chmod go-w " + program);
        Files.delete(program);
        assertThat(objection(link)).startsWith("it cannot be looked at");
    }

    @Test
    void programsOfOtherUsersAreRefused() throws IOException {
        assumeTrue(LocalUser.ofThisProcess().isRoot(), "giving files away needs root");
        Files.setAttribute(program, "unix:uid", 54_321);
        assertThat(objection(program)).startsWith("it is that of user 54321, who is neither you nor root.");
        assertThat(new ExecutableTrust(new LocalUser(OptionalInt.of(54_321))).objection(program))
                .as("for that user, in root's folder")
                .isEmpty();
        Files.setAttribute(program, "unix:uid", 0);
        Files.setAttribute(folder, "unix:uid", 54_321);
        assertThat(objection(program)).startsWith("its folder " + folder + " is that of user 54321");
    }

    private static String objection(Path file) {
        return new ExecutableTrust().objection(file).orElse("none");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
