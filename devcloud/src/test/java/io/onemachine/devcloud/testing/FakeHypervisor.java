package io.onemachine.devcloud.testing;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostSpec;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A hypervisor that lists the operations called, and whose hosts do nothing. */
public final class FakeHypervisor implements Hypervisor {

    private final Map<Integer, FakeHost> hosts = new ConcurrentHashMap<>();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private volatile Optional<String> bootFailure = Optional.empty();

    /** Returns the operations called, in order: {@code boot 7}, {@code kill 7}. */
    public List<String> operations() {
        return List.copyOf(operations);
    }

    /** Returns the host of a running VM. */
    public FakeHost host(int vmId) {
        return Optional.ofNullable(hosts.get(vmId))
                .orElseThrow(() -> new AssertionError("VM " + vmId + " has no host"));
    }

    public boolean hasHost(int vmId) {
        return hosts.containsKey(vmId);
    }

    /** Fails every boot from now on with a message; an empty message ends that. */
    public void failBoots(String message) {
        bootFailure = message.isEmpty() ? Optional.empty() : Optional.of(message);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void open(List<HostNetwork> networks) {
        operations.add("open");
    }

    @Override
    public void prepareImage(String source, Consumer<String> progress) {
        progress.accept("image " + source);
    }

    @Override
    public Host boot(HostSpec spec, HostListener listener) {
        operations.add("boot " + spec.vmId());
        bootFailure.ifPresent(message -> {
            throw new HypervisorException(message);
        });
        FakeHost host = new FakeHost(spec, listener);
        hosts.put(spec.vmId(), host);
        return host;
    }

    @Override
    public void keep(Path directory, String snapshot, KeptDisks disks) {
        operations.add("keep " + directory.getFileName() + " " + snapshot + " " + disks + " off");
    }

    @Override
    public void revert(Path directory, String snapshot) {
        operations.add("revert " + directory.getFileName() + " " + snapshot + " off");
    }

    @Override
    public void forget(Path directory, String snapshot) {
        operations.add("forget " + directory.getFileName() + " " + snapshot);
    }

    @Override
    public void growVolatileDisk(Path directory, int index, long sizeMb) {
        operations.add("grow " + directory.getFileName() + " " + index + " " + sizeMb + " off");
    }

    @Override
    public void discard(Path directory) {
        operations.add("discard " + directory.getFileName());
    }

    @Override
    public void close() {
        operations.add("close");
        hosts.clear();
    }

    /** A host. */
    public final class FakeHost implements Host {

        private final HostSpec spec;
        private final HostListener listener;

        private FakeHost(HostSpec spec, HostListener listener) {
            this.spec = spec;
            this.listener = listener;
        }

        public HostSpec spec() {
            return spec;
        }

        /** Powers the guest off from inside. */
        public void powerOffByItself() {
            hosts.remove(spec.vmId(), this);
            listener.ended();
        }

        /** Reports that the guest's contextualization has finished. */
        public void becomeReady() {
            listener.ready();
        }

        @Override
        public void shutdown(Duration grace) {
            note("shutdown");
            hosts.remove(spec.vmId(), this);
        }

        @Override
        public void kill() {
            note("kill");
            hosts.remove(spec.vmId(), this);
        }

        @Override
        public void reboot() {
            note("reboot");
        }

        @Override
        public void reset() {
            note("reset");
        }

        @Override
        public void suspend() {
            note("suspend");
        }

        @Override
        public void resume() {
            note("resume");
        }

        @Override
        public void resize(long memoryMb) {
            operations.add("resize " + spec.vmId() + " " + memoryMb);
        }

        @Override
        public void growVolatileDisk(int index, long sizeMb) {
            operations.add("grow " + spec.vmId() + " " + index + " " + sizeMb);
        }

        @Override
        public void keep(String snapshot, KeptDisks disks) {
            operations.add("keep " + spec.vmId() + " " + snapshot + " " + disks);
        }

        @Override
        public void revert(String snapshot) {
            operations.add("revert " + spec.vmId() + " " + snapshot);
        }

        private void note(String what) {
            operations.add(what + " " + spec.vmId());
        }
    }
}
