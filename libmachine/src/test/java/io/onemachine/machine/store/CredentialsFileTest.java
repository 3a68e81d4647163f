package io.onemachine.machine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.process.LocalUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsFileTest {
    private static final String SECRET = "s\u00fc<&>\"\\\u2028 x ";

    private final Path folder;
    private final Path file;
    private final CredentialsFile credentials;

    CredentialsFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("credentials");
        this.credentials = new CredentialsFile(folder);
    }

    @Test
    void writtenCredentialsAreReadByTheirOwnerOnly() throws IOException {
        assertThat(credentials.read()).isEmpty();
        credentials.write(content());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(credentials.read()).contains(content());
        assertThat(folder.toFile().list()).as("nothing half-written").containsExactly("credentials");
    }

    @Test
    void linkIsReplacedAndNeverFollowed() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "{}");
        Files.createSymbolicLink(file, other);
        assertUnusable("it is a symbolic link");
        credentials.write(content());
        assertThat(other).hasContent("{}");
        assertThat(credentials.read()).contains(content());
    }

    @Test
    void folderIsNotRead() throws IOException {
        Files.createDirectory(file);
        assertUnusable("it is not a regular file");
    }

    /** A pipe would block the reader forever. */
    @Test
    void pipeIsNotRead() throws IOException, InterruptedException {
        assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0, "mkfifo is needed");
        assertUnusable("it is not a regular file");
    }

    @Test
    void tooLargeFileIsNotRead() throws IOException {
        Files.writeString(file, " ".repeat((64 << 10) - 1) + "{}");
        assertUnusable("it is larger than 64 KiB");
        Files.writeString(file, " ".repeat((64 << 10) - 2) + "{}");
        assertThat(credentials.read()).contains(new JsonObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice:hidden", "[\"hidden\"]", "\"hidden\"", "{\"hidden", "{} hidden", "{hidden: 1}"})
    void invalidContentIsNotQuoted(String text) throws IOException {
        Files.writeString(file, text);
        assertUnusable("it is not a JSON object in UTF-8");
    }

    @Test
    void bytesThatAreNotUtf8AreNotTakenForAPassword() throws IOException {
        Files.write(file, "{\"Password\": \"s\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertUnusable("it is not a JSON object in UTF-8");
    }

    @Test
    void fileOfAnotherUserIsNotRead() throws IOException {
        credentials.write(content());
        assumeTrue(LocalUser.ofThisProcess().isRoot(), "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 54_321);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(credentials::read)
                .withMessageStartingWith("Cannot use " + file + ": it belongs to user ");

        Files.setAttribute(folder, "unix:uid", 54_321);
        assertThat(credentials.read()).as("root, in another user's store").contains(content());
    }

    @Test
    void randomContentIsReadOrRejectedWithoutQuotingIt() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = content().toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                credentials.read();
            } catch (StoreException e) {
                assertThat(e)
                        .as("seed %d", seed)
                        .hasMessage("Cannot use " + file + ": it is not a JSON object in UTF-8")
                        .hasNoCause();
            }
        }
    }

    private static JsonObject content() {
        JsonObject content = new JsonObject();
        content.addProperty("User", "alice");
        content.addProperty("Password", SECRET);
        return content;
    }

    private void assertUnusable(String why) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(credentials::read)
                .withMessage("Cannot use " + file + ": " + why)
                .withNoCause();
    }
}
