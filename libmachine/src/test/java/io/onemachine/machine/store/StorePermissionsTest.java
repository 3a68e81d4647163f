package io.onemachine.machine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.process.LocalUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePermissionsTest {
    private final Path store;

    StorePermissionsTest(@TempDir Path folder) throws IOException {
        store = folder.resolve("store");
        MachineStore machines = new MachineStore(store);
        machines.reserve("m");
        PrivateFiles.createFolders(store.resolve("certs"));
        for (String key :
                new String[] {"certs/ca-key.pem", "machines/m/id_rsa", "machines/m/key.pem", "machines/m/credentials"
                }) {
            PrivateFiles.writeSecret(store.resolve(key), "");
        }
    }

    @Test
    void storeWithRightPermissionsHasNoProblems() {
        assertThat(new StorePermissions(store).problems("m")).isEmpty();
        assertThat(new StorePermissions(store.resolve("nowhere")).problems("m")).isEmpty();
    }

    @Test
    void groupMayWriteButNotReadSecrets() throws IOException {
        mode(".", "rwxrwx---");
        mode("machines/m/id_rsa", "rw-r-----");
        assertThat(new StorePermissions(store).problems("m"))
                .containsExactly("The group of " + store + "/machines/m/id_rsa can read " + store
                        + "/machines/m/id_rsa, which is secret: chmod 600 " + store + "/machines/m/id_rsa");
    }

    @Test
    void permissionsForAllUsersAreReported() throws IOException {
        mode("machines", "rwxrwxrwx");
        mode("certs/ca-key.pem", "rw-r--r--");
        mode("machines/m/credentials", "rw-r--r--");
        assertThat(new StorePermissions(store).problems("m"))
                .containsExactly(
                        "Every user of this computer can write in " + store
                                + "/machines, and so take over machines: chmod go-w " + store + "/machines",
                        "Every user of this computer can read " + store
                                + "/certs/ca-key.pem, which is secret: chmod 600 " + store + "/certs/ca-key.pem",
                        "Every user of this computer can read " + store
                                + "/machines/m/credentials, which is secret: chmod 600 " + store
                                + "/machines/m/credentials");
    }

    @Test
    void storeOfAnotherUserIsReported() {
        assertThat(new StorePermissions(store, new LocalUser(OptionalInt.of(54_321))).problems("m"))
                .singleElement()
                .asString()
                .startsWith("The store " + store + " is that of user ")
                .endsWith(", not yours.");
        assertThat(new StorePermissions(store, new LocalUser(OptionalInt.empty())).problems("m"))
                .as("a system without permissions")
                .isEmpty();
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(store.resolve(path), PosixFilePermissions.fromString(mode));
    }
}
