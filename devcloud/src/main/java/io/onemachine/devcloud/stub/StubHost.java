package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostAddress;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated host. */
final class StubHost implements Host {

    /**
     * The VM attribute with the folder on this computer from which the engine takes its certificates until it is provisioned:
     * thousands of hosts are not provisioned one by one.
     */
    static final String CERTIFICATES_ATTRIBUTE = "ONEMACHINE_STUB_CERTIFICATES";

    private static final List<String> CERTIFICATES = List.of("ca.pem", "server.pem", "server-key.pem");

    private final HostSpec spec;
    private final StubImage image;
    private final EngineVersion engineVersion;
    private final StubHypervisor.Wiring wiring;
    private final HostListener listener;
    private final Consumer<String> log;
    private final List<String> addresses;
    private final StubFiles files;
    private final AuthorizedKeys keys;
    private final Optional<KeyPair> hostKey;
    private @Nullable StubEngine engine;
    private boolean on;

    StubHost(
            HostSpec spec, StubImage image, StubHypervisor.Wiring wiring, HostListener listener, Consumer<String> log) {
        this.spec = spec;
        this.image = image;
        this.wiring = wiring;
        this.listener = listener;
        this.log = log;
        this.addresses = spec.nics().stream()
                .flatMap(nic -> nic.addresses().stream())
                .filter(address -> !address.network().isIpv6())
                .map(HostAddress::ip)
                .toList();
        if (addresses.isEmpty() && !spec.nics().isEmpty()) {
            throw new HypervisorException("a simulated host listens on IPv4 addresses only, and this one has none:"
                    + " give it a card in another network too, or start a cloud with real hosts (--hypervisor nspawn)");
        }
        this.files = new StubFiles(spec.directory());
        this.keys = AuthorizedKeys.of(spec.context());
        this.hostKey = HostKeys.of(spec.context());
        String asked = spec.context().getOrDefault(EngineVersion.ATTRIBUTE, "");
        this.engineVersion = asked.isEmpty() ? image.engine() : EngineVersion.parse(asked);
    }

    StubImage image() {
        return image;
    }

    StubFiles files() {
        return files;
    }

    EngineVersion engineVersion() {
        return engineVersion;
    }

    boolean admits(String user, PublicKey key) {
        return keys.admit(user, key);
    }

    /** Returns the SSH host key that it was given; empty when it shows the one shared by all hosts. */
    Optional<KeyPair> hostKey() {
        return hostKey;
    }

    void note(String line) {
        log.accept("VM " + spec.vmId() + " " + line);
    }

    /** Returns the host name that was set, or the VM's name. */
    String hostname() {
        return files.read("/etc/hostname")
                .or(() -> files.read("/var/lib/boot2docker/etc/hostname"))
                .map(String::strip)
                .orElse("localhost");
    }

    /** Returns whether Docker is in the image or was installed later. */
    boolean hasDocker() {
        return image.hasDocker() || files.read("/usr/bin/dockerd").isPresent();
    }

    synchronized boolean engineRuns() {
        return engine != null;
    }

    /** Starts the engine; it listens for clients only when it has certificates. */
    synchronized void startEngine() {
        stopEngine();
        if (on
                && hasDocker()
                && CERTIFICATES.stream().allMatch(name -> certificate(name).isPresent())) {
            List<String> pem = CERTIFICATES.stream()
                    .map(name -> certificate(name).orElseThrow())
                    .toList();
            engine = StubEngine.start(addresses, wiring.enginePort(), engineVersion, hostname(), pem, this::note);
        }
    }

    private Optional<String> certificate(String name) {
        return files.read((image.isBoot2Docker() ? "/var/lib/boot2docker/" : "/etc/docker/") + name)
                .or(() -> given(name));
    }

    private Optional<String> given(String name) {
        String folder = spec.context().getOrDefault(CERTIFICATES_ATTRIBUTE, "");
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(folder, name);
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new HypervisorException(
                    CERTIFICATES_ATTRIBUTE + " names a folder without a readable " + name + ": " + file, e);
        }
    }

    synchronized void stopEngine() {
        StubEngine running = engine;
        if (running != null) {
            running.close();
            engine = null;
        }
    }

    synchronized void powerOn() {
        wiring.plug(this, addresses);
        on = true;
        try {
            startEngine();
        } catch (HypervisorException e) {
            note("engine: " + e.getMessage());
        }
    }

    /** Shuts the host down from inside the guest. */
    void powerOffByGuest() {
        boolean wasOn;
        synchronized (this) {
            wasOn = on;
            powerOff();
        }
        if (wasOn) {
            listener.ended();
        }
    }

    @Override
    public void shutdown(Duration grace) {
        kill();
    }

    @Override
    public synchronized void kill() {
        powerOff();
    }

    @Override
    public synchronized void reboot() {
        requireOn();
        powerOff();
        powerOn();
    }

    @Override
    public void reset() {
        reboot();
    }

    @Override
    public synchronized void suspend() {
        requireOn();
        stopEngine();
        wiring.unplug(this, addresses);
    }

    @Override
    public synchronized void resume() {
        requireOn();
        powerOn();
    }

    @Override
    public void resize(long memoryMb) {
        requireOn();
    }

    @Override
    public void growVolatileDisk(int index, long sizeMb) {
        requireOn();
    }

    @Override
    public void keep(String snapshot, KeptDisks disks) {
        requireOn();
    }

    /** Restarts, as a real host does; the files stay. */
    @Override
    public void revert(String snapshot) {
        reboot();
    }

    private void powerOff() {
        if (on) {
            on = false;
            stopEngine();
            wiring.unplug(this, addresses);
        }
    }

    private synchronized void requireOn() {
        if (!on) {
            throw new HypervisorException("the host of VM " + spec.vmId() + " is off");
        }
    }
}
