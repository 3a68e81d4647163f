package io.onemachine.machine.provision;

import io.onemachine.machine.ssh.SshClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is the same on all hosts: everything is done by scripts that are sent to them. */
abstract sealed class ScriptedProvisioner implements Provisioner permits SystemdProvisioner, Boot2DockerProvisioner {
    static final Duration SCRIPT = Duration.ofMinutes(3);

    private final String label;
    private final String certificates;
    private final HostShell shell;
    private final List<String> notes;

    /** @param certificates the folder on the host for the engine's certificates */
    ScriptedProvisioner(String label, SshClient ssh, HostFacts facts, String certificates) {
        this.label = label;
        this.certificates = certificates;
        this.shell = new HostShell(ssh, facts.root());
        this.notes = facts.notes();
    }

    /** The script that names a host of this kind. */
    abstract String namingScript();

    final HostShell shell() {
        return shell;
    }

    @Override
    public final String label() {
        return label;
    }

    @Override
    public final List<String> notes() {
        return notes;
    }

    @Override
    public final void checkVersion(ProvisionRequest request) {
        new DockerInstaller(shell).checkVersion(request.engine());
    }

    @Override
    public final void copyCertificates(ProvisionRequest request, EngineCertificates files) {
        shell.runAsRoot(copying(), HostShell.COPYING, files.values(request.machine(), certificates), SCRIPT);
    }

    private List<String> copying() {
        return List.of("put.sh", namingScript(), HostShell.COPY_SCRIPT);
    }

    /**
     * Runs scripts that configure the engine and start it, after those that copy certificates: one command, as each takes two
     * round trips.
     */
    final EngineRestart configureEngine(
            ProvisionRequest request, EngineCertificates files, List<String> scripts, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(files.values(request.machine(), certificates));
        all.putAll(values);
        List<String> names = Stream.of(copying(), scripts).flatMap(List::stream).toList();
        return EngineRestart.parse(shell.startEngine(names, all, SCRIPT));
    }

    @Override
    public final void startSwarm(ProvisionRequest request) {
        new SwarmContainers(request, certificates).start(shell);
    }

    @Override
    public final String engineLog() {
        return shell.engineLog();
    }
}
