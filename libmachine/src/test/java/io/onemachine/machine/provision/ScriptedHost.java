package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A host that answers one script after the other. */
final class ScriptedHost implements SshClient {
    static final EngineCertificates CERTIFICATES = new EngineCertificates("CA-TEXT", "SERVER-TEXT", "KEY-TEXT");

    static final String DEBIAN = """
            Welcome, an unexpected greeting
            onemachine.os-id=debian
            onemachine.os-like=
            onemachine.os-name=Debian GNU/Linux 13 (trixie)
            onemachine.user=ada
            onemachine.uid=1000
            onemachine.docker=/usr/bin/docker
            onemachine.dockerd=/usr/sbin/dockerd
            onemachine.systemd=yes
            """;
    final List<String> commands = new ArrayList<>();
    final List<String> inputs = new ArrayList<>();
    final List<SshResult> answers = new ArrayList<>();
    int closed;

    ScriptedHost(String... outputs) {
        for (String output : outputs) {
            answers.add(new SshResult(0, output, ""));
        }
    }

    @Override
    public String connect(String script, Duration timeout) {
        return run("sh -s", script, timeout).output();
    }

    @Override
    public SshResult run(String command, Duration timeout) {
        return run(command, "", timeout);
    }

    @Override
    public SshResult run(String command, String input, Duration timeout) {
        commands.add(command);
        inputs.add(input);
        return answers.removeFirst();
    }

    @Override
    public int attach(List<String> arguments) {
        throw new AssertionError("no shell expected");
    }

    @Override
    public void close() {
        closed++;
    }

    static Provisioner detected(SshClient host, EngineOptions options) {
        return Provisioners.of(host, host.connect(Provisioners.question(), Duration.ofSeconds(20)), options);
    }

    static ProvisionRequest request(EngineOptions options) {
        return new ProvisionRequest("m1", "fake", "192.0.2.7", 2376, options, SwarmOptions.defaults(), List.of());
    }

    static EngineOptions installing(String url, String version, List<String> env) {
        return new EngineOptions(
                List.of(), List.of(), "", env, false, List.of(), List.of(), "", "", false, true, List.of(), url,
                version, true);
    }
}
