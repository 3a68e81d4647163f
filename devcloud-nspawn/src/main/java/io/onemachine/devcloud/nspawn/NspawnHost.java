package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running systemd-nspawn machine. One thread of its own follows the process: it copies the console, restarts the guest
 * after a reboot and cleans up after its end.
 */
final class NspawnHost implements Host {

    /** The minimum memory: a guest with less has no room for systemd and Docker. */
    static final long LEAST_MEMORY_MB = 256;

    private static final int EXIT_REBOOT = 133;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** The dependencies shared by the hosts of one cloud. */
    record Environment(
            String cloud,
            CommandRunner runner,
            Cgroups cgroups,
            HostLinks links,
            Launcher launcher,
            ReadySignals signals) {

        String machine(int vmId) {
            return links.namespace(vmId);
        }
    }

    private final HostSpec spec;
    private final HostDirectory directory;
    private final List<Path> layers;
    private final Launcher.Guest guest;
    private final Environment environment;
    private final HostListener listener;
    private final Runnable whenGone;
    private final GuestInit init;
    private final HostCgroup cgroup;
    private final ConsoleLog console;
    private final WatchKey reports;
    private final HostSnapshots snapshots;

    private final AtomicBoolean ready = new AtomicBoolean();
    private final Semaphore restarts = new Semaphore(0);
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile boolean endWanted;
    private volatile boolean resetWanted;
    private volatile boolean suspended;
    private volatile long memoryMb;
    private volatile Process process;

    private NspawnHost(
            HostSpec spec,
            List<Path> layers,
            Launcher.Guest guest,
            Environment environment,
            HostListener listener,
            Runnable whenGone) {
        this.spec = spec;
        this.directory = new HostDirectory(spec.directory().toAbsolutePath());
        this.layers = layers;
        this.guest = guest;
        this.environment = environment;
        this.listener = listener;
        this.whenGone = whenGone;
        this.init = new GuestInit(environment.runner(), guest.init());
        this.cgroup = environment.cgroups().host(spec.vmId());
        this.console = new ConsoleLog(directory.console());
        this.snapshots = new HostSnapshots(directory, environment.runner());
        this.memoryMb = spec.memoryMb();
        this.reports = environment.signals().watch(directory.report(), this::reported);
        try {
            this.process = launch();
        } catch (HypervisorException e) {
            environment.signals().forget(reports);
            throw e;
        }
    }

    /**
     * Starts a host whose disk, context and network exist already and returns when its init runs.
     *
     * @param whenGone called once when nothing of the host runs any more, before the listener
     * @throws HypervisorException when it does not start; only its disk is left then
     */
    static NspawnHost start(
            HostSpec spec,
            List<Path> layers,
            Launcher.Guest guest,
            Environment environment,
            HostListener listener,
            Runnable whenGone)
            throws InterruptedException {
        NspawnHost host = new NspawnHost(spec, layers, guest, environment, listener, whenGone);
        Thread.ofPlatform().daemon().name("host-" + spec.vmId()).start(host::follow);
        try {
            host.awaitInit();
        } catch (InterruptedException e) {
            host.endWanted = true;
            host.cgroup.kill();
            host.process.destroyForcibly();
            throw e;
        }
        return host;
    }

    @Override
    public void shutdown(Duration grace) throws InterruptedException {
        requireRunning();
        endWanted = true;
        boolean waited = false;
        try {
            if (suspended) {
                thaw();
            }
            powerOff(grace);
            waited = true;
        } finally {
            if (!waited && !hasEnded()) {
                endWanted = false; // No call waits for its end any more, so a later end is an event again.
            }
        }
    }

    private void powerOff(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        for (long left = grace.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            // Sent repeatedly: a guest that has only just started does not react yet.
            init.send(process, GuestInit.Request.POWER_OFF);
            if (gone.await(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
        kill();
    }

    @Override
    public void kill() throws InterruptedException {
        endWanted = true;
        do {
            cgroup.kill();
            process.destroyForcibly();
        } while (!gone.await(500, TimeUnit.MILLISECONDS));
    }

    @Override
    public void reboot() throws InterruptedException {
        requireRunning();
        if (suspended) {
            throw new HypervisorException("Host " + spec.vmId() + " is suspended and cannot be rebooted");
        }
        if (!init.send(process, GuestInit.Request.REBOOT)) {
            throw new HypervisorException("Host " + spec.vmId() + " could not be asked to reboot");
        }
    }

    @Override
    public void reset() throws InterruptedException {
        requireRunning();
        restarts.drainPermits();
        resetWanted = true;
        suspended = false;
        do {
            requireRunning();
            cgroup.kill();
        } while (!restarts.tryAcquire(2, TimeUnit.SECONDS));
        awaitInit();
    }

    @Override
    public void suspend() throws InterruptedException {
        requireRunning();
        cgroup.freeze(true);
        suspended = true;
    }

    @Override
    public void resume() throws InterruptedException {
        requireRunning();
        thaw();
    }

    @Override
    public void resize(long newMemoryMb) {
        requireRunning();
        cgroup.limitMemory(Math.max(newMemoryMb, LEAST_MEMORY_MB));
        memoryMb = newMemoryMb;
    }

    @Override
    public void growVolatileDisk(int index, long sizeMb) throws InterruptedException {
        requireRunning();
        directory.extendVolatileImage(index, sizeMb);
        String image = directory.volatileImage(index).toString();
        String device = run("losetup", "--noheadings", "--output", "NAME", "--associated", image)
                .strip();
        run("losetup", "--set-capacity", device);
        // The disk is mounted in the namespace of systemd-nspawn, and only there. Where this computer's root may not
        // resize file systems
        // in use, the file system grows at the next boot, as those of guests without a resizing tool do.
        CommandResult grown = environment
                .runner()
                .run(Command.of("nsenter", "--mount=/proc/" + process.pid() + "/ns/mnt", "--", "resize2fs", device));
        if (!grown.succeeded()) {
            console.note(
                    "The file system of volatile disk " + index + " grows at the next boot: " + grown.lastLines(1));
        }
    }

    @Override
    public void keep(String snapshot, KeptDisks disks) throws InterruptedException {
        requireRunning();
        boolean freezes = !suspended;
        if (freezes && disks == KeptDisks.ALL && !spec.volatileDisksMb().isEmpty()) {
            run("sync"); // What the file systems of volatile disks have not written yet is not in their images.
        }
        if (freezes) {
            cgroup.freeze(true);
        }
        try {
            snapshots.keep(snapshot, disks);
        } finally {
            if (freezes) {
                cgroup.freeze(false);
            }
        }
    }

    @Override
    public void revert(String snapshot) throws InterruptedException {
        requireRunning();
        snapshots.stage(snapshot);
        try {
            reset(); // The disks are swapped between the end of the guest and its new start.
        } catch (HypervisorException e) {
            snapshots.unstage();
            throw e;
        }
        // Not after an interruption, when they may be about to be swapped: the next boot cleans up.
        snapshots.unstage();
    }

    private String run(String... argv) throws InterruptedException {
        CommandResult result = environment.runner().run(Command.of(argv));
        if (!result.succeeded()) {
            throw new HypervisorException(argv[0] + ": " + result.lastLines(3));
        }
        return result.output();
    }

    /** Returns whether nothing of it runs any more. */
    boolean hasEnded() {
        return gone.getCount() == 0;
    }

    private void thaw() throws InterruptedException {
        cgroup.freeze(false);
        suspended = false;
    }

    private void requireRunning() {
        if (hasEnded()) {
            throw new HypervisorException("Host " + spec.vmId() + " has ended");
        }
    }

    private Process launch() {
        directory.clearReport();
        ready.set(false);
        cgroup.create(Math.max(memoryMb, LEAST_MEMORY_MB));
        return environment
                .launcher()
                .start(new Launcher.Plan(
                        environment.machine(spec.vmId()),
                        directory,
                        layers,
                        cgroup.paths(),
                        environment.links().namespace(spec.vmId()),
                        spec.volatileDisksMb().size(),
                        guest));
    }

    private void awaitInit() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (init.find(process).isEmpty()) {
            if ((!process.isAlive() && !resetWanted) || System.nanoTime() > deadline) {
                kill();
                throw new HypervisorException(
                        "Host " + spec.vmId() + " did not start. The end of its console:\n" + console.tail());
            }
            Thread.sleep(10);
        }
    }

    private void follow() {
        try {
            while (true) {
                console.copy(process.getInputStream());
                int code = process.waitFor();
                clearCgroup();
                if (endWanted || !(code == EXIT_REBOOT || resetWanted)) {
                    break;
                }
                snapshots.swap();
                process = launch();
                resetWanted = false;
                restarts.release();
            }
        } catch (HypervisorException e) {
            console.note("The guest cannot be restarted: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            takeDown();
        }
    }

    private void takeDown() {
        try {
            environment.signals().forget(reports);
            clearCgroup();
            environment.links().unplug(spec.vmId(), spec.nics());
        } catch (HypervisorException e) {
            console.note("Cleaning up was incomplete: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            boolean unexpected = !endWanted;
            whenGone.run();
            gone.countDown();
            if (unexpected) {
                listener.ended();
            }
        }
    }

    private void clearCgroup() throws InterruptedException {
        cgroup.killAll();
        cgroup.remove();
    }

    private void reported() {
        if (directory.isReady() && ready.compareAndSet(false, true)) {
            Thread.startVirtualThread(listener::ready);
        }
    }
}
