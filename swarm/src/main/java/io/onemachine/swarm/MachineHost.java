package io.onemachine.swarm;

import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.engine.TlsCredentialsCache;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmAddresses;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.probe.NodeCertificate;
import io.onemachine.swarm.probe.PortProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A machine of a store. */
final class MachineHost implements SwarmHost {
    /** Never in config.json: that is shown and copied. */
    static final String KEY_FILE = "swarm-unlock-key";

    private static final List<String> WORKER_PORTS = List.of("7946/tcp", "7946/udp", "4789/udp");
    private static final Duration PROBE_TIMEOUT = Duration.ofMinutes(1);

    private final Machine machine;
    private final boolean owned;
    private final TlsCredentialsCache credentials = new TlsCredentialsCache();

    /** Kept, as a driver may ask a cloud for it each time. */
    private @Nullable String url;

    /** @param owned whether {@link #close} closes the machine */
    MachineHost(Machine machine, boolean owned) {
        this.machine = machine;
        this.owned = owned;
    }

    @Override
    public String name() {
        return machine.name();
    }

    @Override
    public SwarmEngine engine(Duration timeout) {
        String known = url;
        if (known == null) {
            known = machine.url();
            url = known;
        }
        return new SwarmEngine(machine.engineAt(known, timeout, credentials)::call);
    }

    @Override
    public Optional<String> note(String key) {
        return machine.note(key);
    }

    @Override
    public void putNote(String key, Optional<String> text) {
        machine.putNote(key, text);
    }

    @Override
    public List<Secret> unlockKeys() {
        try {
            return Files.readString(keyFile(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Secret::of)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw PrivateFiles.failed("read", keyFile(), e);
        }
    }

    @Override
    public void putUnlockKeys(List<Secret> keys) {
        if (keys.isEmpty()) {
            try {
                Files.deleteIfExists(keyFile());
            } catch (IOException e) {
                throw PrivateFiles.failed("remove", keyFile(), e);
            }
        } else {
            PrivateFiles.writeSecret(
                    keyFile(), keys.stream().map(Secret::reveal).collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private Path keyFile() {
        return machine.directory().resolve(KEY_FILE);
    }

    @Override
    public String address() {
        return machine.ip();
    }

    @Override
    public List<HostAddress> addresses() {
        return machine.driver().care().map(HostCare::addresses).orElse(List.of());
    }

    @Override
    public PortProbe.Result probe(String address, int port) {
        if (!machine.driver().provisionable()) {
            return PortProbe.Result.UNKNOWN;
        }
        try (SshClient ssh = machine.ssh()) {
            return PortProbe.read(ssh.run("sh -s", PortProbe.script(address, port), PROBE_TIMEOUT));
        }
    }

    @Override
    public Optional<NodeRole> certifiedRole() {
        if (!machine.driver().provisionable()) {
            return Optional.empty();
        }
        try (SshClient ssh = machine.ssh()) {
            return NodeCertificate.read(ssh.run("sh -s", NodeCertificate.script(), PROBE_TIMEOUT));
        }
    }

    @Override
    public void openPorts(boolean manager) {
        if (machine.driver().provisionable()) {
            List<String> ports = new ArrayList<>(WORKER_PORTS);
            if (manager) {
                ports.addFirst(SwarmAddresses.MANAGER_PORT + "/tcp");
            }
            machine.openPorts(ports);
        }
    }

    @Override
    public void upgrade() {
        machine.upgrade();
    }

    @Override
    public void close() {
        if (owned) {
            machine.close();
        }
    }
}
