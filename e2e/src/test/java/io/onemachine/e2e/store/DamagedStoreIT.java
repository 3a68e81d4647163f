package io.onemachine.e2e.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage of a store by disks, crashes and people: one bad row, a clear error, and no other loss. */
final class DamagedStoreIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void aBrokenMachineIsOneRowAndCanBeForgotten() throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        String good =
                StoredMachine.none("good").json().replace("$STORE", user.store().toString());
        List<String> broken = new ArrayList<>();
        put(user, "good", good);
        put(user, ".hidden", "{");
        put(user, "odd name", good);
        put(user, "under_score", good);
        broken.add(put(user, "empty", ""));
        broken.add(put(user, "cut", good.substring(0, good.length() / 2)));
        broken.add(put(user, "nul", "\0".repeat(4096)));
        broken.add(put(user, "list", "[]"));
        broken.add(put(user, "driver-list", good.replaceFirst("\"Driver\": \\{", "\"Driver\": [], \"X\": {")));
        broken.add(put(
                user, "options-text", good.replaceFirst("\"HostOptions\": \\{", "\"HostOptions\": \"\", \"X\": {")));
        broken.add(put(user, "future", good.replace("\"ConfigVersion\": 3", "\"ConfigVersion\": 4")));
        broken.add(put(user, "deep", "{\"a\":".repeat(1_000_000) + "1"));
        Files.createDirectories(user.machine(added(broken, "folder")).resolve("config.json"));
        Files.createDirectories(user.machine(added(broken, "missing")));
        Files.createDirectories(user.machine(added(broken, "loop")));
        Files.createSymbolicLink(user.machine("loop").resolve("config.json"), Path.of("config.json"));
        Files.createDirectories(user.machine(added(broken, "device")));
        Files.createSymbolicLink(user.machine("device").resolve("config.json"), Path.of("/dev/zero"));
        Files.writeString(user.store().resolve("machines/a-file"), "x");

        Outcome list = user.dockerMachine("ls").succeeds();
        assertThat(list.stdout().lines()).hasSize(1 + 3 + broken.size());
        list.showsLine("good +- +none +Running +tcp://127\\.0\\.0\\.1:2376 .*")
                .showsLine("odd name +- +none +Running .*")
                .showsLine("under_score +- +none +Running .*")
                .showsLine(
                        "missing +not found +Error +open \\S+/machines/missing/config.json: no such file or directory")
                .showsLine("future +not found +Error .*config version is from the future.*");
        for (String machine : broken) {
            list.showsLine(machine + " +not found +Error +\\S.*");
            for (String command : List.of("status", "start")) {
                user.dockerMachine(command, machine).failsWith(1);
            }
        }
        user.dockerMachine("status", "future").failsWith(1).complains("upgrade");

        List<String> remove = new ArrayList<>(List.of("rm", "-f", "odd name", "under_score"));
        remove.addAll(broken);
        assertThat(user.dockerMachine(remove.toArray(String[]::new)).exitCode()).isZero();
        assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEqualTo("good\n");
        assertThat(user.store().resolve("machines").toFile().list())
                .containsExactlyInAnyOrder("good", ".hidden", "a-file");
    }

    @Test
    void valuesOfTheWrongTypeInADriversObjectAreErrors() throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        for (StoredMachine machine : List.of(
                StoredMachine.none("m"), StoredMachine.generic("m"), StoredMachine.opennebula("m", 1, "192.0.2.1"))) {
            String good = machine.json().replace("$STORE", user.store().toString());
            String wrong = good.replaceAll(
                    "(\"(?:URL|IPAddress|SSHPort|EnginePort|MachineId|Xmlrpcurl|TemplateID)\": )"
                            + "(?:\"[^\"]*\"|\\d+)",
                    "$1{\"a\": []}");
            assertThat(wrong).isNotEqualTo(good);
            put(user, "m", wrong);

            user.dockerMachine("ls").succeeds().showsLine("m .*");
            for (String command : List.of("status", "url", "stop")) {
                Outcome outcome = user.dockerMachine(command, "m");
                assertThat(outcome.stdout() + outcome.stderr())
                        .doesNotContain("\tat ")
                        .doesNotContain("Exception");
                assertThat(outcome.exitCode()).isIn(0, 1);
            }
            assertThat(user.dockerMachine("rm", "-f", "m").exitCode()).isZero();
            assertThat(user.machine("m")).doesNotExist();
        }
    }

    @Test
    void aStoreThatCannotBeWrittenIsReportedAndUnchanged() throws IOException {
        assumeTrue(RealHosts.isRoot(), "mounting a small file system needs root");
        UserEnvironment user = UserEnvironment.in(folder);
        Path mount = Files.createDirectories(user.store());
        user.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount.toString())
                .succeeds();
        try {
            user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m1")
                    .succeeds();
            user.run("sh", "-c", "head -c 1M /dev/zero >" + mount + "/filler 2>/dev/null; true")
                    .succeeds();

            user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m2")
                    .failsWith(1)
                    .complains("No space left on device");
            assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEqualTo("m1\n");
            user.dockerMachine("rm", "-y", "m1").succeeds();
            Files.delete(mount.resolve("filler"));

            user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m1")
                    .succeeds();
            String config = Files.readString(user.machine("m1").resolve("config.json"));
            user.run("mount", "-o", "remount,ro", mount.toString()).succeeds();
            user.dockerMachine("ls").succeeds().showsLine("m1 .*Running.*");
            user.dockerMachine("inspect", "m1").succeeds();
            for (String[] command : new String[][] {
                {"create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m2"}, {"rm", "-y", "m1"}, {"rm", "-f", "m1"}
            }) {
                user.dockerMachine(command).failsWith(1).complains("Read-only file system");
            }
            assertThat(Files.readString(user.machine("m1").resolve("config.json")))
                    .isEqualTo(config);
            user.run("mount", "-o", "remount,rw", mount.toString()).succeeds();
            user.dockerMachine("rm", "-y", "m1").succeeds();
        } finally {
            user.run("umount", mount.toString()).succeeds();
        }
    }

    @Test
    void rootIsWarnedInTheStoreOfAUser() throws IOException {
        assumeTrue(RealHosts.isRoot(), "giving files away needs root");
        UserEnvironment user = UserEnvironment.in(folder);
        Files.createDirectories(user.store());
        Files.setAttribute(user.store(), "unix:uid", 54_321);
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m1")
                .succeeds()
                .says(
                        "WARNING: The store " + user.store() + " is that of user 54321, and you are root",
                        "chown -R --reference=" + user.store());
    }

    private static String added(List<String> names, String name) {
        names.add(name);
        return name;
    }

    private static String put(UserEnvironment user, String machine, String config) throws IOException {
        Path directory =
                Files.createDirectories(user.store().resolve("machines").resolve(machine));
        Files.write(directory.resolve("config.json"), config.getBytes(StandardCharsets.UTF_8));
        return machine;
    }
}
