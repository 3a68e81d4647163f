package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The hosts of VMs, by the VMs' ids. */
final class Hosts {

    private final Cloud cloud;
    private final Hypervisor hypervisor;
    private final VmRecords records;
    private final HostSpecs specs;
    private final BackgroundTasks backgroundTasks;
    private final Map<Integer, Listener> running = new ConcurrentHashMap<>();

    Hosts(LifecycleContext lifecycleContext, VmRecords records, HostSpecs specs, BackgroundTasks backgroundTasks) {
        this.cloud = lifecycleContext.cloud();
        this.hypervisor = lifecycleContext.hypervisor();
        this.records = records;
        this.specs = specs;
        this.backgroundTasks = backgroundTasks;
    }

    /** Prepares the VM's image. */
    void prepare(VirtualMachine vm) throws InterruptedException {
        Optional<HostSpec> spec = cloud.locked(() -> specs.of(vm));
        if (spec.isPresent()) {
            hypervisor.prepareImage(spec.get().image(), line -> records.note("VM " + vm.id() + " " + line));
        }
    }

    /** Boots a VM's host. */
    void boot(VirtualMachine vm) throws InterruptedException {
        Optional<HostSpec> spec = cloud.locked(() -> specs.of(vm));
        if (spec.isEmpty()) {
            return;
        }
        Listener listener = new Listener(vm);
        running.put(vm.id(), listener);
        try {
            listener.booted(hypervisor.boot(spec.get(), listener));
        } catch (HypervisorException | InterruptedException e) {
            running.remove(vm.id(), listener);
            throw e;
        }
    }

    /** Records the end of a host that ended by itself before its VM was RUNNING. Inside {@link Cloud#locked}. */
    void noteEndOf(VirtualMachine vm) {
        Listener listener = running.get(vm.id());
        if (listener != null && listener.ended) {
            listener.noteEnd();
        }
    }

    /** Returns the VM's host; empty when it has none. */
    Optional<Host> of(VirtualMachine vm) {
        return Optional.ofNullable(running.get(vm.id())).map(listener -> listener.host);
    }

    /** Shuts the host down; a host that has ended meanwhile counts as shut down. */
    void shutdown(VirtualMachine vm, Duration grace) throws InterruptedException {
        Listener listener = running.get(vm.id());
        if (listener == null || listener.host == null) {
            return;
        }
        try {
            listener.host.shutdown(grace);
        } catch (HypervisorException e) {
            records.note("VM " + vm.id() + " shutdown: " + e.getMessage());
            listener.host.kill();
        }
        running.remove(vm.id(), listener);
    }

    /** Cuts the host's power. */
    void kill(VirtualMachine vm) throws InterruptedException {
        Listener listener = running.get(vm.id());
        if (listener == null || listener.host == null) {
            return;
        }
        listener.host.kill();
        running.remove(vm.id(), listener);
    }

    /** Changes the memory of the VM's host; a VM without a host has nothing to change. */
    void resize(VirtualMachine vm, long memoryMb) throws InterruptedException {
        Optional<Host> host = of(vm);
        if (host.isPresent()) {
            host.get().resize(memoryMb);
        }
    }

    /** Grows a disk. Only volatile ones have a size of their own: others lie on the file system of this computer. */
    void growDisk(VirtualMachine vm, int diskId, long sizeMb) throws InterruptedException {
        int index = cloud.locked(() -> HostSpecs.volatileIndex(vm, diskId));
        Optional<Host> host = of(vm);
        if (index >= 0 && host.isPresent()) {
            host.get().growVolatileDisk(index, sizeMb);
        } else if (index >= 0) {
            hypervisor.growVolatileDisk(specs.directory(vm), index, sizeMb);
        }
    }

    /** Keeps the disks of a VM under a name. */
    void keep(VirtualMachine vm, String snapshot, KeptDisks disks) throws InterruptedException {
        Optional<Host> host = of(vm);
        if (host.isPresent()) {
            host.get().keep(snapshot, disks);
        } else if (cloud.locked(() -> specs.of(vm)).isPresent()) {
            hypervisor.keep(specs.directory(vm), snapshot, disks);
        }
    }

    /** Brings a running VM back to the disks kept under a name. */
    void revert(VirtualMachine vm, String snapshot) throws InterruptedException {
        Optional<Host> host = of(vm);
        if (host.isPresent()) {
            host.get().revert(snapshot);
        }
    }

    /** Deletes what is kept under a name. */
    void forget(VirtualMachine vm, String snapshot) throws InterruptedException {
        hypervisor.forget(specs.directory(vm), snapshot);
    }

    /** Keeps one disk of a VM under a name: the one that it boots from, because hosts do not have the other images' disks. */
    void keepDisk(VirtualMachine vm, int diskId, String snapshot) throws InterruptedException {
        if (cloud.locked(() -> HostSpecs.isRoot(vm, diskId))) {
            keep(vm, snapshot, KeptDisks.ROOT);
        }
    }

    /** Brings back a disk of a VM that is off. */
    void revertDisk(VirtualMachine vm, int diskId, String snapshot) throws InterruptedException {
        if (cloud.locked(() -> HostSpecs.isRoot(vm, diskId))) {
            hypervisor.revert(specs.directory(vm), snapshot);
        }
    }

    /** Deletes the VM's disk. */
    void discard(VirtualMachine vm) {
        hypervisor.discard(specs.directory(vm));
    }

    /** A host, from its request on. */
    private final class Listener implements HostListener {

        private final VirtualMachine vm;
        private volatile @Nullable Host host;
        private volatile boolean ended;

        Listener(VirtualMachine vm) {
            this.vm = vm;
        }

        void booted(Host newHost) {
            host = newHost;
        }

        @Override
        public void ended() {
            ended = true;
            backgroundTasks.run("the end of VM " + vm.id(), () -> cloud.locked(this::noteEnd));
        }

        @Override
        public void ready() {
            backgroundTasks.run("VM " + vm.id() + " is ready", () -> cloud.locked(this::noteReady));
        }

        private void noteEnd() {
            boolean lasting =
                    vm.state() == VmState.RUNNING || vm.state() == VmState.UNKNOWN || vm.state() == VmState.SUSPENDED;
            if (lasting && running.remove(vm.id(), this)) {
                records.enter(vm, VmState.POWEROFF);
            }
        }

        private void noteReady() {
            boolean asked = vm.template()
                    .vector("CONTEXT")
                    .map(context -> context.text("REPORT_READY").equalsIgnoreCase("YES"))
                    .orElse(false);
            if (asked && running.get(vm.id()) == this) {
                vm.userTemplate().set("READY", "YES");
                records.save(vm);
            }
        }
    }
}
