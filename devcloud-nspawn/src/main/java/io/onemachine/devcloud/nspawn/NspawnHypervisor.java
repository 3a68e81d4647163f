package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import io.onemachine.devcloud.hypervisor.OfferedImage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs real hosts: Debian with systemd, sshd and Docker, each in its own systemd-nspawn machine with its own network
 * namespace, on a bridge of this computer.
 *
 * <p>Everything outside its folders carries the cloud's name: control groups {@code onemachine-CLOUD}, network
 * namespaces {@code onemachine-CLOUD-VM}, interfaces with the alias {@code onemachine:CLOUD}. {@link #open} finds what a killed
 * process left by these names, and only by them; other clouds' hosts are not affected.
 */
public final class NspawnHypervisor implements Hypervisor {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);
    private static final Path LOCKS = Path.of("/run");
    private static final Path NSPAWN_STATE = Path.of("/run/systemd/nspawn/propagate");

    private final String cloud;
    private final Path state;
    private final CommandRunner runner;
    private final RootFilesystems rootFilesystems;
    private final HostLinks links;
    private final Map<Integer, NspawnHost> hosts = new ConcurrentHashMap<>();
    private volatile @Nullable Opened opened;

    private record Opened(CloudLock lock, NspawnHost.Environment environment) {}

    /**
     * Creates a hypervisor for one cloud.
     *
     * @param cloud the cloud's name on this computer: one to six lower-case letters and digits, different from those of all other
     *     clouds here
     * @param state the cloud's folder; hosts' folders should lie in it
     * @param cache folder for root file systems, shared by all clouds of the user
     * @param runner runs programs
     */
    public NspawnHypervisor(String cloud, Path state, Path cache, CommandRunner runner) {
        if (!cloud.matches("[a-z0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "A cloud's name is one to six lower-case letters and digits, not \"" + cloud + "\"");
        }
        this.cloud = cloud;
        this.state = state.toAbsolutePath();
        this.runner = runner;
        this.rootFilesystems = new RootFilesystems(cache, runner);
        this.links = new HostLinks(cloud, runner);
    }

    /** Returns the default folder for root file systems: {@code onemachine/rootfs} in the user's cache folder. */
    public static Path cacheDirectory(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(cache);
        return base.resolve("onemachine").resolve("rootfs");
    }

    @Override
    public String name() {
        return "nspawn";
    }

    @Override
    public List<OfferedImage> images() {
        return Image.offered();
    }

    @Override
    public void open(List<HostNetwork> networks) throws InterruptedException {
        if (opened != null) {
            throw new IllegalStateException("The hypervisor is open already");
        }
        Requirements.check(state, runner);
        CloudLock lock = CloudLock.take(LOCKS, cloud, state);
        Cgroups cgroups = cgroups();
        boolean done = false;
        try {
            takeDown(cgroups);
            cgroups.create();
            for (HostNetwork network : networks) {
                links.addBridge(network);
            }
            opened = new Opened(
                    lock,
                    new NspawnHost.Environment(cloud, runner, cgroups, links, new Launcher(), new ReadySignals()));
            done = true;
        } finally {
            if (!done) {
                takeDown(cgroups);
                lock.close();
            }
        }
    }

    @Override
    public void prepareImage(String source, Consumer<String> progress) throws InterruptedException {
        rootFilesystems.prepare(Image.of(source), progress);
    }

    @Override
    public Host boot(HostSpec spec, HostListener listener) throws InterruptedException {
        Opened current = opened;
        if (current == null) {
            throw new IllegalStateException("The hypervisor is not open");
        }
        if (hosts.containsKey(spec.vmId())) {
            throw new HypervisorException("Host " + spec.vmId() + " runs already");
        }
        Image image = Image.of(spec.image());
        HostDirectory directory = new HostDirectory(spec.directory().toAbsolutePath());
        List<Path> layers = directory.prepare(spec, rootFilesystems.layers(image), runner);
        directory.writeContext(spec.context());
        boolean legacy =
                image.wantsLegacyCgroups() && current.environment().cgroups().hasLegacy();
        Launcher.Guest guest = new Launcher.Guest(image.init(), image.hasReadOnlyUsr(), legacy);
        boolean started = false;
        try {
            links.plug(spec.vmId(), spec.nics());
            NspawnHost host = NspawnHost.start(
                    spec, layers, guest, current.environment(), listener, () -> hosts.remove(spec.vmId()));
            hosts.put(spec.vmId(), host);
            if (host.hasEnded()) {
                hosts.remove(spec.vmId(), host);
            }
            started = true;
            return host;
        } finally {
            if (!started) {
                links.unplug(spec.vmId(), spec.nics());
            }
        }
    }

    @Override
    public void keep(Path directory, String snapshot, KeptDisks disks) throws InterruptedException {
        HostSnapshots snapshots = snapshots(directory);
        snapshots.swap(); // One that was interrupted goes on.
        snapshots.keep(snapshot, disks);
    }

    @Override
    public void revert(Path directory, String snapshot) throws InterruptedException {
        HostSnapshots snapshots = snapshots(directory);
        snapshots.swap();
        snapshots.stage(snapshot);
        snapshots.swap();
        snapshots.unstage();
    }

    @Override
    public void forget(Path directory, String snapshot) throws InterruptedException {
        snapshots(directory).forget(snapshot);
    }

    @Override
    public void growVolatileDisk(Path directory, int index, long sizeMb) throws InterruptedException {
        new HostDirectory(directory.toAbsolutePath()).growVolatileDisk(index, sizeMb, runner);
    }

    private HostSnapshots snapshots(Path directory) {
        return new HostSnapshots(new HostDirectory(directory.toAbsolutePath()), runner);
    }

    @Override
    public void discard(Path directory) {
        uninterrupted(() -> new HostDirectory(directory.toAbsolutePath()).delete(runner));
    }

    @Override
    public void close() {
        Opened current = opened;
        if (current == null) {
            return;
        }
        opened = null;
        uninterrupted(() -> {
            endHosts();
            takeDown(current.environment().cgroups());
            current.environment().signals().close();
            current.lock().close();
        });
    }

    private void endHosts() throws InterruptedException {
        List<Thread> endings = new ArrayList<>();
        for (NspawnHost host : hosts.values()) {
            endings.add(Thread.startVirtualThread(() -> end(host)));
        }
        for (Thread ending : endings) {
            ending.join();
        }
    }

    private static void end(NspawnHost host) {
        try {
            host.shutdown(CLOSE_GRACE);
        } catch (HypervisorException e) {
            // It ends by itself, or is killed with its control group.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes everything that carries the cloud's name. */
    private void takeDown(Cgroups cgroups) throws InterruptedException {
        cgroups.destroy();
        links.removeAll();
        try (DirectoryStream<Path> machines = Files.newDirectoryStream(NSPAWN_STATE, "onemachine-" + cloud + "-*")) {
            for (Path machine : machines) {
                Files.deleteIfExists(machine);
            }
        } catch (NoSuchFileException e) {
            // No machine has ever run here.
        } catch (IOException e) {
            throw new HypervisorException("Cannot tidy " + NSPAWN_STATE + ": " + e.getMessage(), e);
        }
    }

    private Cgroups cgroups() {
        try {
            return new Cgroups(Cgroups.parse(Files.readString(Path.of("/proc/self/mountinfo"))), "onemachine-" + cloud);
        } catch (IOException e) {
            throw new HypervisorException("Cannot read the mounts of this computer: " + e.getMessage(), e);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Finishes work even when this thread has been or gets interrupted; the interruption is kept. */
    private static void uninterrupted(Work work) {
        HypervisorException[] failure = new HypervisorException[1];
        Thread worker = Thread.ofPlatform().name("take-down").start(() -> {
            try {
                work.run();
            } catch (HypervisorException e) {
                failure[0] = e;
            } catch (InterruptedException e) {
                failure[0] = new HypervisorException("Interrupted while shutting hosts down", e);
            }
        });
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure[0] != null) {
            throw failure[0];
        }
    }
}
