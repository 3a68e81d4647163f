package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.ssh.SshResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host is sent to set it up, and how its failures are reported. */
class ProvisioningTest {
    @ParameterizedTest
    @ValueSource(ints = {255, -1})
    void brokenConnectionIsReplacedOnceAndTheScriptRepeated(int code) {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN);
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        host.answers.add(new SshResult(code, "onemachine.stopped-containers=7", ""));
        host.answers.add(new SshResult(0, "onemachine.stopped-containers=2", ""));

        assertThat(provisioner
                        .configureEngine(ScriptedHost.request(EngineOptions.defaults()), ScriptedHost.CERTIFICATES)
                        .stopped())
                .isEqualTo(2);
        assertThat(host.commands).hasSize(3);
        assertThat(host.inputs.get(1)).isEqualTo(host.inputs.get(2));
        assertThat(host.closed).isEqualTo(1);
    }

    @Test
    void hostIsProvisionedByOneScriptWithoutKeysOnCommandLines() {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN, "");
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        ProvisionRequest request = ScriptedHost.request(EngineOptions.defaults());

        assertThat(provisioner.isDockerInstalled()).isTrue();
        provisioner.configureEngine(request, ScriptedHost.CERTIFICATES);

        assertThat(host.commands).containsExactly("sh -s", "sudo -n -- sh -s");
        assertThat(host.inputs.get(1))
                .contains(
                        "SERVER_KEY='KEY-TEXT'",
                        "MACHINE_NAME='m1'",
                        "SSH_USER='ada'",
                        "ExecStart=/usr/sbin/dockerd -H");
    }

    /** A host created for the machine has nothing to restore, and needs no further command. */
    @Test
    void changesOfAHostInUseAreRecordedUntilConfirmed() {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN, "", "", "", "", "");
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        ProvisionRequest request = ScriptedHost.request(EngineOptions.defaults());
        provisioner.configureEngine(request, ScriptedHost.CERTIFICATES);
        assertThat(host.inputs.get(1)).contains("UNDO=''\n");
        assertThat(provisioner.hasChanges()).isFalse();
        provisioner.keepChanges();
        provisioner.undoChanges();
        assertThat(host.commands).hasSize(2);

        provisioner.beginChanges(Duration.ofMinutes(5));
        provisioner.renewCertificates(request, ScriptedHost.CERTIFICATES);
        assertThat(host.inputs.get(2))
                .contains("UNDO_AFTER='300'\n", "UNDO='{", "OWNER='m1'\n", "RENEWAL='yes'\n", "SERVER_KEY='KEY-TEXT'")
                .doesNotContain("/etc/hostname");
        assertThat(provisioner.hasChanges()).isTrue();
        provisioner.keepChanges();
        assertThat(host.inputs.get(3)).contains("CERTIFICATES='/etc/docker'\n", "SERVER_CERT='SERVER-TEXT'\n");
        assertThat(provisioner.hasChanges()).isFalse();

        provisioner.configureEngine(request, ScriptedHost.CERTIFICATES);
        provisioner.undoChanges();
        assertThat(host.inputs.get(5)).contains("sh \"$changes/undo\" locked");
        assertThat(provisioner.hasChanges()).isFalse();
    }

    @Test
    void daemonJsonIsReadWithTheOtherHostFacts() {
        String labels = ScriptedHost.DEBIAN + """
                onemachine.daemon-json={
                onemachine.daemon-json=  "labels": ["a=b"]
                onemachine.daemon-json=}
                """;
        assertThatThrownBy(() -> ScriptedHost.detected(new ScriptedHost(labels), EngineOptions.defaults())
                        .checkConfiguration(ScriptedHost.request(EngineOptions.defaults())))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("sets labels, and the engine is to be started with --label provider=fake");

        ScriptedHost host = new ScriptedHost(labels.replace("a=b", "provider=fake"), "");
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        provisioner.checkConfiguration(ScriptedHost.request(EngineOptions.defaults()));
        provisioner.configureEngine(ScriptedHost.request(EngineOptions.defaults()), ScriptedHost.CERTIFICATES);
        assertThat(host.inputs.get(1)).contains("--tlsverify").doesNotContain("--label");
    }

    /** Fedora's engine finds docker-proxy by an argument in the variable. */
    @Test
    void distributionsArgumentsAreKeptBeforeOurs() {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN + """
                onemachine.unit=[Service]
                onemachine.unit=ExecStart=/usr/bin/dockerd --host=fd:// --exec-opt native.cgroupdriver=systemd $OPTIONS
                """, "");
        ScriptedHost.detected(host, EngineOptions.defaults())
                .configureEngine(ScriptedHost.request(EngineOptions.defaults()), ScriptedHost.CERTIFICATES);

        assertThat(host.inputs.get(1))
                .contains(
                        "ExecStart=/usr/sbin/dockerd --exec-opt native.cgroupdriver=systemd $OPTIONS -H tcp://0.0.0.0:2376 ",
                        "OWN=''\\''--exec-opt'\\'' ");
    }

    @Test
    void hostWithoutEngineGetsItsNameAndTheCertificates() {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN, "");
        ScriptedHost.detected(host, EngineOptions.defaults())
                .copyCertificates(ScriptedHost.request(EngineOptions.defaults()), ScriptedHost.CERTIFICATES);

        assertThat(host.inputs.get(1))
                .contains("SERVER_KEY='KEY-TEXT'", "MACHINE_NAME='m1'")
                .doesNotContain("docker.service");
    }

    @Test
    void hostNameIsDerivedFromAnInvalidMachineName() {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN, "", "");
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        ProvisionRequest usual = ScriptedHost.request(EngineOptions.defaults());
        ProvisionRequest odd = new ProvisionRequest(
                "a..b", usual.driver(), usual.address(), usual.enginePort(), usual.engine(), usual.swarm(), List.of());
        provisioner.copyCertificates(odd, ScriptedHost.CERTIFICATES);
        provisioner.configureEngine(odd, ScriptedHost.CERTIFICATES);

        assertThat(host.inputs.subList(1, 3))
                .allSatisfy(script -> assertThat(script)
                        .contains("MACHINE_NAME='a-b-g5tcfgfic2km'")
                        .doesNotContain("a..b"));
    }

    @Test
    void failedScriptIsReportedWithItsLastLines() {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN);
        Provisioner provisioner = ScriptedHost.detected(host, EngineOptions.defaults());
        ProvisionRequest request = ScriptedHost.request(EngineOptions.defaults());

        host.answers.add(new SshResult(1, "one\n".repeat(100), "E: no space left on device\n"));
        assertThatThrownBy(() -> provisioner.installDocker(request))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageStartingWith("Cannot install Docker on the host (exit code 1):\none\n")
                .hasMessageEndingWith("E: no space left on device");

        host.answers.add(new SshResult(1, "", "sudo: a password is required\n"));
        assertThatThrownBy(() -> provisioner.installDocker(request)).hasMessageContaining("sudo without a password");

        host.answers.add(new SshResult(1, "", "sudo: sorry, you must have a tty to run sudo\n"));
        assertThatThrownBy(() -> provisioner.installDocker(request))
                .hasMessageContaining("demands a terminal (requiretty)");

        host.answers.add(new SshResult(1, "", "doas: Operation not permitted\n"));
        assertThatThrownBy(() -> provisioner.installDocker(request)).hasMessageContaining("doas without a password");

        host.answers.add(new SshResult(1, "", "No space left on device\n"));
        assertThatThrownBy(() -> provisioner.configureEngine(request, ScriptedHost.CERTIFICATES))
                .hasMessage("Cannot copy the certificates on the host (exit code 1):\nNo space left on device");

        host.answers.add(new SshResult(1, "onemachine.certificates=/etc/docker\n", "systemd would start another\n"));
        assertThatThrownBy(() -> provisioner.configureEngine(request, ScriptedHost.CERTIFICATES))
                .hasMessageStartingWith("Cannot configure the Docker engine on the host (exit code 1):\n")
                .hasMessageEndingWith("systemd would start another");

        host.answers.add(new SshResult(1, """
                onemachine.certificates=/etc/docker
                onemachine.starting=yes
                onemachine.log=Status: unknown flag: --nonsense
                """, "Job for docker.service failed\n"));
        assertThatThrownBy(() -> provisioner.configureEngine(request, ScriptedHost.CERTIFICATES))
                .hasMessageStartingWith("Cannot start the Docker engine on the host (exit code 1):\n")
                .hasMessageContaining("\nJob for docker.service failed\n")
                .hasMessageEndingWith("The engine's own last lines:\nStatus: unknown flag: --nonsense");
    }

    @Test
    void swarmContainersGetTheArgumentsOfTheGoProgram() {
        SwarmOptions swarm = new SwarmOptions(
                true,
                "",
                "token://abc",
                true,
                true,
                "tcp://0.0.0.0:3376",
                "swarm:1.0",
                "spread",
                List.of("a=b c"),
                List.of("x=y"),
                List.of(),
                true);
        ProvisionRequest request = new ProvisionRequest(
                "m1",
                "fake",
                "192.0.2.7",
                2376,
                ScriptedHost.installing("none", "", List.of("K=v w")),
                swarm,
                List.of());
        SwarmContainers containers = new SwarmContainers(request, "/etc/docker");

        assertThat(containers.master())
                .containsExactly(
                        "--volume",
                        "/etc/docker:/etc/docker",
                        "--publish",
                        "3376:3376",
                        "--expose",
                        "2375",
                        "--env",
                        "K=v w",
                        "swarm:1.0",
                        "--experimental",
                        "manage",
                        "--tlsverify",
                        "--tlscacert=/etc/docker/ca.pem",
                        "--tlscert=/etc/docker/server.pem",
                        "--tlskey=/etc/docker/server-key.pem",
                        "-H",
                        "tcp://0.0.0.0:3376",
                        "--strategy",
                        "spread",
                        "--advertise",
                        "192.0.2.7:3376",
                        "--a=b c",
                        "token://abc");
        assertThat(containers.agent())
                .containsExactly(
                        "--env",
                        "K=v w",
                        "swarm:1.0",
                        "--experimental",
                        "join",
                        "--advertise",
                        "192.0.2.7:2376",
                        "--x=y",
                        "token://abc");
    }
}
