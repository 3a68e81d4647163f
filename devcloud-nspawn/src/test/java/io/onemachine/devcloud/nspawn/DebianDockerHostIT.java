package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DebianDockerHostIT {

    private static final String IMAGE = "debian-docker";
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final AtomicInteger IDS = new AtomicInteger();

    private static RealHosts hosts;

    private final int id = IDS.incrementAndGet();
    private final RealHosts.Events events = new RealHosts.Events();

    @BeforeAll
    static void openCloud() throws Exception {
        hosts = RealHosts.open(IMAGE);
    }

    @AfterAll
    static void closeCloud() throws Exception {
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void runsAContainerFromAnImageCreatedInside() throws Exception {
        Host host = hosts.boot(id, IMAGE, Map.of(), events);
        hosts.awaitSsh(id);

        String output = hosts.ssh(id, RealHosts.CREATE_HELLO_IMAGE + "docker run --rm local/hello echo from inside");

        assertThat(output).endsWith("from inside");
        assertThat(hosts.ssh(id, "docker info --format '{{.Driver}} {{.ServerVersion}}'"))
                .startsWith("overlay2 26.");
        hosts.ssh(id, "docker run -d --name stays local/hello sleep 1000");
        host.shutdown(GRACE);
        assertThat(events.endings).as("an asked-for end is not reported").hasValue(0);
    }

    @Test
    void startScriptRunsAsRootWithEveryValueAsItWasGiven() throws Exception {
        String odd = "it's \"quoted\" $HOME `id` \\n \\\\ !#%&*?~ \tÄö€ 日本 é\n  second line \n'";
        String script = """
                #!/bin/sh
                id -u > /root/ran
                printf '%s' "$ODD" > /root/odd
                pwd > /root/cwd
                """;

        hosts.boot(id, IMAGE, Map.of("ODD", odd, "START_SCRIPT", script, "SET_HOSTNAME", "web_1.example.org"), events);
        events.awaitReady(1);

        hosts.awaitSsh(id);
        assertThat(hosts.ssh(id, "cat /root/ran /root/cwd").lines()).containsExactly("0", "/context");
        assertThat(hosts.ssh(id, "base64 -w0 /root/odd"))
                .isEqualTo(Base64.getEncoder().encodeToString(odd.getBytes(StandardCharsets.UTF_8)));
        assertThat(hosts.ssh(id, "hostname")).isEqualTo("web-1");
        assertThat(hosts.ssh(id, "time -p sudo -n true")).doesNotContain("unable to resolve");
        assertThat(hosts.ssh(id, "stat -c %a /context/context.sh")).isEqualTo("600");
    }

    @Test
    void encodedStartScriptWithoutAnInterpreterLineIsBash() throws Exception {
        String script = "words=(one two)\necho \"${words[1]} $MARK\" > /root/bash\n";
        String encoded = Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));

        hosts.boot(id, IMAGE, Map.of("START_SCRIPT_BASE64", encoded, "MARK", "$5"), events);
        events.awaitReady(1);

        hosts.awaitSsh(id);
        assertThat(hosts.ssh(id, "cat /root/bash")).isEqualTo("two $5");
    }

    @Test
    void userOfTheContextGetsTheKeyAndSudo() throws Exception {
        hosts.boot(id, IMAGE, Map.of("USERNAME", "operator1", "START_SCRIPT", "exit 7"), events);
        events.awaitReady(1);

        CommandResult result = hosts.awaitSshAs("operator1", id, "whoami; sudo -n whoami");

        assertThat(result.output().lines()).containsExactly("operator1", "root");
        assertThat(hosts.trySsh("root", id, "true").succeeded()).isFalse();
    }

    @Test
    void rebootKeepsTheDiskAndRunsTheStartScriptAgain() throws Exception {
        Host host = hosts.boot(id, IMAGE, Map.of("START_SCRIPT", "echo boot >> /root/boots"), events);
        events.awaitReady(1);
        hosts.awaitSsh(id);
        String keys = hosts.ssh(id, "cat /etc/ssh/ssh_host_*.pub /etc/machine-id");

        host.reboot();
        events.awaitReady(2);

        hosts.awaitSsh(id);
        assertThat(hosts.ssh(id, "cat /root/boots").lines()).containsExactly("boot", "boot");
        assertThat(hosts.ssh(id, "cat /etc/ssh/ssh_host_*.pub /etc/machine-id")).isEqualTo(keys);
        assertThat(events.endings).hasValue(0);

        hosts.trySsh("root", id, "systemctl reboot");
        events.awaitReady(3);
        host.reset();
        events.awaitReady(4);
        host.kill();
    }

    @Test
    void powerOffFromInsideIsReportedOnceAndEndsTheHost() throws Exception {
        Host host = hosts.boot(id, IMAGE, Map.of(), events);
        hosts.awaitSsh(id);

        hosts.trySsh("root", id, "systemctl poweroff");

        events.awaitEnding();
        assertThat(events.endings).hasValue(1);
        assertThatThrownBy(() -> host.shutdown(GRACE))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("Host " + id + " has ended");
        host.kill();
    }

    @Test
    void killedHostBootsAgainWithWhatItWrote() throws Exception {
        Host host = hosts.boot(id, IMAGE, Map.of("SET_HOSTNAME", "first"), events);
        hosts.awaitSsh(id);
        hosts.ssh(
                id,
                "rm -rf /usr/share/common-licenses; mkdir /usr/share/common-licenses; echo kept > /root/kept; sync");

        host.kill();
        assertThat(hosts.traces().stream()
                        .filter(trace -> trace.contains("-" + id))
                        .toList())
                .isEmpty();
        Host again = hosts.boot(id, IMAGE, Map.of("SET_HOSTNAME", "second"), events);

        hosts.awaitSsh(id);
        assertThat(hosts.ssh(id, "cat /root/kept; hostname; ls /usr/share/common-licenses")
                        .lines())
                .containsExactly("kept", "second");
        again.kill();
        hosts.hypervisor.discard(hosts.folder.resolve("vm" + id));
        hosts.hypervisor.discard(hosts.folder.resolve("vm" + id));
        assertThat(hosts.folder.resolve("vm" + id)).doesNotExist();
        assertThat(events.endings).hasValue(0);
    }

    @Test
    void suspendedHostStandsStillUntilItIsResumed() throws Exception {
        String script = "while true; do date +%s%N > /root/tick; sleep 0.05; done &";
        Host host = hosts.boot(id, IMAGE, Map.of("START_SCRIPT", script), events);
        hosts.awaitSsh(id);
        Path tick = hosts.folder.resolve("vm" + id + "/upper/root/tick");
        await().atMost(RealHosts.PATIENCE).until(() -> Files.exists(tick));

        host.suspend();
        assertThat(hosts.trySsh("root", id, "true").succeeded()).isFalse();
        assertThatThrownBy(host::reboot).hasMessageContaining("suspended");
        host.resume();
        hosts.awaitSsh(id);
        host.suspend();
        host.shutdown(GRACE);
        assertThat(events.endings).hasValue(0);
    }

    @Test
    void hostsHaveKeysOfTheirOwnAndReachEachOther() throws Exception {
        int other = IDS.incrementAndGet();
        hosts.boot(id, IMAGE, Map.of(), events);
        hosts.boot(other, IMAGE, Map.of(), events);
        hosts.awaitSsh(id);
        hosts.awaitSsh(other);

        assertThat(hosts.ssh(id, "cat /etc/ssh/ssh_host_ed25519_key.pub"))
                .isNotEqualTo(hosts.ssh(other, "cat /etc/ssh/ssh_host_ed25519_key.pub"));
        assertThat(hosts.ssh(id, "cat /etc/machine-id")).isNotEqualTo(hosts.ssh(other, "cat /etc/machine-id"));
        assertThat(hosts.ssh(id, "bash -c 'read -r line < /dev/tcp/" + hosts.ip(other) + "/22; echo \"$line\"'"))
                .startsWith("SSH-2.0");
        assertThatThrownBy(() -> hosts.boot(id, IMAGE, Map.of(), events)).hasMessage("Host " + id + " runs already");
    }

    @Test
    void guestCannotChangeTheKernelOfThisComputer() throws Exception {
        String shmmax = Files.readString(Path.of("/proc/sys/kernel/panic"));
        hosts.boot(id, IMAGE, Map.of(), events);
        hosts.awaitSsh(id);

        assertThat(hosts.trySsh("root", id, "echo 4711 > /proc/sys/kernel/panic")
                        .succeeded())
                .isFalse();
        assertThat(hosts.trySsh("root", id, "date -s 2001-01-01").succeeded()).isFalse();
        hosts.ssh(id, "echo 1 > /proc/sys/net/ipv4/ip_forward");
        hosts.ssh(id, "test -z \"$(systemctl list-units --failed --plain --no-legend)\"");

        assertThat(Files.readString(Path.of("/proc/sys/kernel/panic"))).isEqualTo(shmmax);
    }

    @Test
    void aHostThatDoesNotStartSaysWhyAndLeavesNothingRunning() throws Exception {
        Path directory = hosts.folder.resolve("vm" + id);
        Path empty = Files.createDirectories(hosts.folder.resolve("empty"));
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("layers"), empty + "\n");

        assertThatThrownBy(() -> hosts.boot(id, IMAGE, Map.of(), events))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("Host " + id + " did not start. The end of its console:")
                .hasMessageContaining("os-release");

        assertThat(hosts.traces()).noneMatch(trace -> trace.contains("-" + id));
        assertThat(events.endings).hasValue(0);
        Files.writeString(directory.resolve("layers"), hosts.folder + "/gone\n");
        assertThatThrownBy(() -> hosts.boot(id, IMAGE, Map.of(), events)).hasMessageContaining("which is gone");
    }

    @Test
    void shutdownReachesAHostThatHasOnlyJustStarted() throws Exception {
        Host host = hosts.boot(id, IMAGE, Map.of(), events);

        host.shutdown(GRACE);

        assertThat(hosts.folder.resolve("vm" + id + "/console.log")).content().contains("Powering off.");
        assertThat(events.endings).hasValue(0);
    }
}
