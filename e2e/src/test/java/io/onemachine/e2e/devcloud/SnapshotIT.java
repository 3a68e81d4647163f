package io.onemachine.e2e.devcloud;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, more memory and larger disks are more than documents: they have effects on a real host. */
final class SnapshotIT {

    private static final String RUNNING = "3/3";
    private static final String OFF = "8/0";

    @Test
    void aRealHostGrowsAndGoesBackToItsSnapshots(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            OpenNebulaApi api = cloud.api();
            int template = api.registerTemplate(
                    "NAME=two-disks CPU=1 MEMORY=512 DISK=[IMAGE=debian-docker,IMAGE_UNAME=oneadmin]"
                            + " DISK=[SIZE=64,TYPE=fs] NIC=[NETWORK=public,NETWORK_UNAME=oneadmin] CONTEXT=[NETWORK=YES]");
            user.dockerMachine(
                            "create",
                            "-d",
                            "opennebula",
                            "--opennebula-template-id",
                            Integer.toString(template),
                            "grows")
                    .succeeds();
            int vm = api.vms().getFirst();

            after(api, vm, RUNNING, "one.vm.resize", "MEMORY=1003", true);
            assertThat(memoryLimits()).contains("1051721728");
            after(api, vm, RUNNING, "one.vm.diskresize", 1, "192");
            ssh(user, "echo kept | sudo tee /note /mnt/volatile0/note");
            after(api, vm, RUNNING, "one.vm.snapshotcreate", "whole");
            ssh(user, "echo lost | sudo tee /note /mnt/volatile0/note");
            after(api, vm, RUNNING, "one.vm.snapshotrevert", 0);
            awaitNote(user, "kept\nkept\n");

            after(api, vm, OFF, "one.vm.action", "poweroff");
            after(api, vm, OFF, "one.vm.disksnapshotcreate", 0, "disk");
            after(api, vm, RUNNING, "one.vm.action", "resume");
            awaitNote(user, "kept\nkept\n");
            ssh(user, "sudo rm /note; df --output=size -m /mnt/volatile0 | tail -1 | sudo tee /mnt/volatile0/note");
            cloud.stop();
            cloud.start();
            after(api, vm, OFF, "one.vm.action", "poweroff-hard");
            after(api, vm, OFF, "one.vm.disksnapshotrevert", 0, 0);
            after(api, vm, RUNNING, "one.vm.action", "resume");
            await().atMost(2, MINUTES).untilAsserted(() -> {
                String notes = ssh(user, "cat /note /mnt/volatile0/note");
                assertThat(notes).startsWith("kept\n");
                assertThat(Integer.parseInt(notes.substring(5).strip()))
                        .as("size of the other disk")
                        .isGreaterThan(150);
            });
        }
    }

    /** Calls a method on a VM, whose id is its first parameter, or its second in {@code one.vm.action}, and waits for a state. */
    private static void after(OpenNebulaApi api, int vm, String state, String method, Object... arguments) {
        List<Object> all = method.equals("one.vm.action")
                ? List.of(arguments[0], vm)
                : Stream.concat(Stream.of(vm), Stream.of(arguments)).toList();
        await().atMost(1, MINUTES).ignoreExceptions().until(() -> state(api, vm).matches("3/3|8/0"));
        api.call(method, all.toArray());
        await().atMost(1, MINUTES)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state(api, vm).equals(state));
        assertThat(api.vm(vm)).doesNotContain("<ERROR>");
    }

    private static String state(OpenNebulaApi api, int vm) {
        String document = api.vm(vm);
        return OpenNebulaApi.element(document, "STATE") + "/" + OpenNebulaApi.element(document, "LCM_STATE");
    }

    private static String ssh(UserEnvironment user, String command) {
        return user.dockerMachine("ssh", "grows", command).stdout();
    }

    private static void awaitNote(UserEnvironment user, String text) {
        await().atMost(2, MINUTES)
                .untilAsserted(() ->
                        assertThat(ssh(user, "cat /note /mnt/volatile0/note")).isEqualTo(text));
    }

    /** Returns the memory limits of this computer's hosts. */
    private static List<String> memoryLimits() {
        try (Stream<Path> groups = Files.walk(Path.of("/sys/fs/cgroup"), 3)) {
            return groups.filter(group -> group.toString().matches(".*/onemachine-[^/]+/\\d+"))
                    .flatMap(group ->
                            Stream.of("memory.max", "memory.limit_in_bytes").map(group::resolve))
                    .filter(Files::exists)
                    .map(SnapshotIT::text)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
