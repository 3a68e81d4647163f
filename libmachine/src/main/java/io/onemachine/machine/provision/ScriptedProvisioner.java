package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.ssh.SshClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The common part of all provisioners: they send scripts to the host. */
abstract sealed class ScriptedProvisioner implements Provisioner permits ServiceProvisioner, Boot2DockerProvisioner {
    static final Duration SCRIPT = Duration.ofMinutes(3);

    private final String label;
    private final String certificates;
    private final HostShell shell;
    private final HostChanges changes;
    private final List<String> notes;

    /** @param certificates the folder on the host for the engine's certificates */
    ScriptedProvisioner(Distribution distribution, SshClient ssh, HostFacts facts, String certificates) {
        this.label = distribution.label();
        this.certificates = certificates;
        this.shell = new HostShell(ssh, facts.login().access());
        this.changes = new HostChanges(shell, distribution.services());
        this.notes = facts.notes();
    }

    /** Returns the script that names a host of this kind. */
    abstract String namingScript();

    /** Returns the scripts that configure and start its engine, once the certificates are there. */
    abstract List<String> configuring();

    /** Returns the variables of these scripts. */
    abstract Map<String, String> configuration(ProvisionRequest request);

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
    public final void beginChanges(Duration undoneAfter) {
        changes.begin(undoneAfter);
    }

    @Override
    public final boolean hasChanges() {
        return changes.open();
    }

    @Override
    public final void keepChanges() {
        changes.keep();
    }

    @Override
    public final void undoChanges() {
        changes.undo();
    }

    @Override
    public final void copyCertificates(ProvisionRequest request, EngineCertificates files) {
        shell.runAsRoot(copying(true), HostShell.COPYING, values(request, files), SCRIPT);
    }

    @Override
    public final EngineRestart configureEngine(ProvisionRequest request, EngineCertificates files) {
        return configure(request, files, false);
    }

    @Override
    public final EngineRestart renewCertificates(ProvisionRequest request, EngineCertificates files) {
        if (!isDockerInstalled() && request.engine().source() == EngineOptions.Source.NONE) {
            shell.runAsRoot(copying(false), HostShell.COPYING, values(request, files), SCRIPT);
            return EngineRestart.NONE;
        }
        return configure(request, files, true);
    }

    /** Configures the engine with a single command, as each command takes two round trips. */
    private EngineRestart configure(ProvisionRequest request, EngineCertificates files, boolean renewal) {
        Map<String, String> configuration = configuration(request);
        Map<String, String> all = new HashMap<>(values(request, files));
        all.putAll(configuration);
        all.put("ENGINE_HOST", request.engineHost());
        all.put("ENGINE_PORT", Integer.toString(request.enginePort()));
        all.put("RENEWAL", renewal ? "yes" : "");
        List<String> names = Stream.of(copying(!renewal), configuring())
                .flatMap(List::stream)
                .toList();
        return EngineRestart.parse(shell.startEngine(names, all, SCRIPT));
    }

    private List<String> copying(boolean naming) {
        return Stream.of(
                        HostChanges.BEGIN,
                        naming ? List.of(namingScript()) : List.<String>of(),
                        List.of(HostShell.COPY_SCRIPT))
                .flatMap(List::stream)
                .toList();
    }

    private Map<String, String> values(ProvisionRequest request, EngineCertificates files) {
        Map<String, String> values = new HashMap<>(files.values(request.hostName(), certificates));
        values.putAll(changes.opening(values));
        return values;
    }

    @Override
    public final void startSwarm(ProvisionRequest request) {
        new SwarmContainers(request, certificates).start(shell);
    }

    @Override
    public final void nameHost(ProvisionRequest request) {
        runBeginning(List.of(namingScript()), "name the host", request, Map.of());
    }

    /**
     * Runs scripts that change the host outside a complete provisioning.
     *
     * @param what their purpose, for an error message
     * @param values their variables
     * @return their output
     */
    final String runBeginning(List<String> scripts, String what, ProvisionRequest request, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("MACHINE_NAME", request.hostName());
        all.putAll(changes.opening(all));
        List<String> names =
                Stream.concat(HostChanges.BEGIN.stream(), scripts.stream()).toList();
        return shell.runAsRoot(names, what, all, SCRIPT);
    }

    @Override
    public final Duration correctClock(Instant now) {
        String seconds = shell.runAsRoot(
                        List.of("set-clock.sh"),
                        "correct the clock",
                        Map.of("NOW", Long.toString(now.getEpochSecond())),
                        SCRIPT)
                .strip();
        return seconds.matches("-?[0-9]{1,12}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }

    @Override
    public final String engineLog() {
        return shell.engineLog();
    }
}
