package io.onemachine.e2e.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about the life of a machine, on real hosts with a real Docker Engine. */
final class MachineCareIT {

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void aMachineIsResizedRenamedAndTakenBackToSnapshots() {
        user.create("web1", "--opennebula-template-id=0", "--engine-install-url=distro")
                .succeeds();

        // Hot, cold, and both refused without --restart when the hypervisor cannot.
        user.dockerMachine("resize", "web1", "--memory", "1.5G", "--vcpu", "2")
                .succeeds()
                .says("virtual CPUs: 1 → 2\n", "memory: 1024 MB → 1536 MB\n");
        cloud.control()
                .addFault(
                        "one.vm.resize",
                        2,
                        java.util.List.of("error", "2048", "Hotplug resize not supported by driver kvm"));
        user.dockerMachine("resize", "web1", "--memory=1G").failsWith(1).complains("Hotplug resize", "With --restart");
        String booted =
                ssh("web1", "cat /proc/sys/kernel/random/boot_id; systemctl show -p UserspaceTimestampMonotonic");
        user.dockerMachine("resize", "web1", "--memory=1G", "--restart")
                .succeeds()
                .says("Stopping \"web1\"...", "memory: 1536 MB → 1024 MB\n");
        assertThat(ssh("web1", "docker version --format {{.Server.Os}}; systemctl show -p UserspaceTimestampMonotonic"))
                .startsWith("linux\n")
                .isNotEqualTo(booted);

        // The name, with everything that follows it; a running container keeps running.
        String container = ssh("web1", "docker run -d --restart=always hello sleep 1000 2>/dev/null || docker ps -q")
                .strip();
        user.dockerMachine("rename", "web1", "web2").succeeds().says("Machine \"web1\" is now \"web2\".\n");
        user.dockerMachine("ls").succeeds().showsLine("web2 +- +opennebula +Running +tcp://\\S+:2376 +v2\\d\\.\\S+ *");
        assertThat(ssh("web2", "hostname; cat /etc/hostname; docker ps -q --no-trunc"))
                .isEqualTo("web2\nweb2\n" + (container.isEmpty() ? "" : container + "\n"));
        user.dockerMachine("status", "web1").failsWith(1);
        user.dockerMachine("provision", "web2").succeeds();
        user.dockerMachine("rename", "web2", "web2").failsWith(1).complains("already exists");
        user.dockerMachine("rename", "web2", "a/b").failsWith(1);

        // Snapshots of the running machine, and of its disk. The revert brings the engine's old certificate back.
        user.dockerMachine("snapshot", "create", "web2", "whole").succeeds().says("Snapshot \"whole\" has the id 0.");
        ssh("web2", "touch after-whole; sync");
        user.dockerMachine("regenerate-certs", "-f", "web2").succeeds();
        user.dockerMachine("snapshot", "revert", "web2", "whole")
                .succeeds()
                .says("The engine has the certificate or the configuration of an earlier time.");
        assertThat(ssh("web2", "ls")).isEmpty();
        user.dockerMachine("ls").succeeds().showsLine("web2 +- +opennebula +Running +tcp://\\S+:2376 +v2\\d\\.\\S+ *");
        user.dockerMachine("snapshot", "create", "web2", "--disk", "disk").succeeds();
        ssh("web2", "touch after-disk; sync");
        user.dockerMachine("regenerate-certs", "-f", "web2").succeeds();
        user.dockerMachine("snapshot", "revert", "web2", "disk", "--disk")
                .failsWith(1)
                .complains("docker-machine stop web2");
        user.dockerMachine("stop", "web2").succeeds();
        user.dockerMachine("snapshot", "revert", "web2", "0", "--disk").succeeds();
        user.dockerMachine("start", "web2").succeeds();
        assertThat(ssh("web2", "ls; docker version --format {{.Server.Os}}")).isEqualTo("linux\n");
        user.dockerMachine("ls").succeeds().showsLine("web2 +- +opennebula +Running +tcp://\\S+:2376 +v2\\d\\.\\S+ *");
        assertThat(user.dockerMachine("snapshot", "ls", "web2").succeeds().stdout())
                .containsPattern("system +0 +whole +20\\S+Z")
                .containsPattern("disk +0 +disk +20\\S+Z");
        user.dockerMachine("snapshot", "rm", "web2", "disk", "--disk").succeeds();
        user.dockerMachine("snapshot", "rm", "web2", "disk", "--disk")
                .failsWith(1)
                .complains("has no disk snapshot \"disk\"");

        ssh("web2", "docker swarm init --advertise-addr 127.0.0.1 >/dev/null");
        user.dockerMachine("snapshot", "revert", "web2", "whole").failsWith(1).complains("manager of a Docker swarm");

        assertThat(user.dockerMachine("logs", "web2", "-n", "5")
                        .succeeds()
                        .stdout()
                        .lines())
                .hasSizeBetween(1, 6);
        assertThat(user.dockerMachine("logs", "web2", "--cloud").succeeds().stdout())
                .contains("created as VM 0");
        user.dockerMachine("rm", "-y", "web2").succeeds();
        cloud.holdsNothing();
    }

    @Test
    void aVmThatExistsBecomesAMachineOrStaysAsItWas() {
        Path key = folder.resolve("own");
        user.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .succeeds();
        String context = "CONTEXT=[NETWORK=\"YES\",SSH_PUBLIC_KEY=\"%s\"]"
                .formatted(user.run("cat", key + ".pub").stdout().strip());
        int vm = cloud.api().instantiate(0, "foreign", context);
        String id = Integer.toString(vm);

        user.dockerMachine("import", "--vm", "4711", "w").failsWith(3).complains("There is no VM 4711");
        awaitLogin(id, key);
        user.dockerMachine(
                        "import",
                        "--vm",
                        id,
                        "--ssh-key",
                        key.toString(),
                        "--engine-install-url=distro",
                        "--engine-opt=nonsense=1",
                        "w")
                .failsWith(1);
        assertThat(user.machine("w")).doesNotExist();
        assertThat(cloud.api().vm(vm)).contains("<LCM_STATE>3<").doesNotContain("<DOCKER_MACHINE_TAG><![CDATA[-");
        assertThat(user.run(
                                "ssh",
                                "-i",
                                key.toString(),
                                "-o",
                                "StrictHostKeyChecking=no",
                                "-o",
                                "UserKnownHostsFile=/dev/null",
                                "-o",
                                "LogLevel=ERROR",
                                "root@" + address(vm),
                                "hostname; ls /etc/systemd/system/docker.service.d 2>/dev/null")
                        .stdout())
                .as("the host as it was")
                .isEqualTo("foreign\n");

        Outcome imported = user.dockerMachine(
                "import", "--vm", id, "--ssh-key", key.toString(), "--engine-install-url=distro", "w");
        imported.succeeds().says("VM " + id + " is machine \"w\" now");
        user.dockerMachine("ls").succeeds().showsLine("w +- +opennebula +Running +tcp://\\S+:2376 +v2\\d\\.\\S+ *");
        assertThat(ssh("w", "hostname")).isEqualTo("w\n");
        user.dockerMachine("import", "--vm", id, "--ssh-key", key.toString(), "x")
                .failsWith(1)
                .complains("is the host of machine \"w\" already");
        UserEnvironment other = UserEnvironment.in(folder.resolve("other")).with(cloud.access("oneadmin"));
        other.dockerMachine("import", "--vm", id, "--ssh-key", key.toString(), "x")
                .failsWith(3)
                .complains("another store");
        user.dockerMachine("gc", "--dry-run").succeeds();
        user.dockerMachine("stop", "w").succeeds();
        user.dockerMachine("start", "w").succeeds();
        user.dockerMachine("rm", "-y", "w").succeeds();
        cloud.holdsNothing();
    }

    private static void awaitLogin(String id, Path key) {
        String address = address(Integer.parseInt(id));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> user.run(
                                        "ssh",
                                        "-i",
                                        key.toString(),
                                        "-o",
                                        "StrictHostKeyChecking=no",
                                        "-o",
                                        "UserKnownHostsFile=/dev/null",
                                        "-o",
                                        "BatchMode=yes",
                                        "root@" + address,
                                        "true")
                                .exitCode()
                        == 0);
    }

    private static String address(int vm) {
        String document = cloud.api().vm(vm);
        int at = document.indexOf("<ETH0_IP><![CDATA[") + "<ETH0_IP><![CDATA[".length();
        return document.substring(at, document.indexOf("]]>", at));
    }

    private static String ssh(String machine, String command) {
        return user.dockerMachine("ssh", machine, command).succeeds().stdout();
    }
}
