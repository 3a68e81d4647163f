package io.onemachine.e2e.golden;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;

/** The OpenNebula front end of the recorded cases: a cloud of simulated hosts, in which each case has a VM of its own. */
final class GoldenFrontEnd implements AutoCloseable {

    private static final String RECORDED_ENDPOINT = "127.0.0.1:2633";
    private static final String RECORDED_ADDRESS = "127.10.0.77";
    private static final int ACTIVE = 3;
    private static final int POWEROFF = 8;
    private static final int DONE = 6;

    /** Cases that find their VM by its name: only one such VM may exist at a time. */
    private final Lock byName = new ReentrantLock();

    private final Cloud cloud;

    private GoldenFrontEnd(Cloud cloud) {
        this.cloud = cloud;
        // A MachineId of 0 means "not known" in what the Go program writes: no case may have the first VM.
        int first = cloud.api().instantiate(0, "first", "");
        awaitState(first, ACTIVE);
        remove(first);
    }

    /** Its VMs' addresses have as many characters as the recorded one: tables are as wide as what is in them. */
    static GoldenFrontEnd start(Path folder) {
        AssertionError last = new AssertionError("no subnet");
        for (int net = 20; net < 100; net += 2) {
            try {
                return new GoldenFrontEnd(Cloud.ofStubs(folder, "--subnet", "127." + net + ".0.0/15"));
            } catch (AssertionError e) {
                last = e; // another cloud uses it
            }
        }
        throw last;
    }

    /** What the recording's endpoint is here. Set for every case, so that none finds another front end. */
    void standsIn(GoldenFolders folders) {
        folders.stands(
                RECORDED_ENDPOINT, cloud.endpoint().replaceFirst("^http://", "").replaceFirst("/RPC2$", ""));
    }

    static boolean goesByName(GoldenCase golden) {
        return golden.setupWords().stream().anyMatch(word -> word.startsWith("one-noid"));
    }

    Lock byName() {
        return byName;
    }

    /**
     * Puts a machine of driver opennebula into a store, and its VM into the cloud.
     *
     * @param kind the setup word's kind
     * @return the VM, to be removed after the case
     */
    OptionalInt putMachine(GoldenFolders folders, String kind, String name) throws IOException {
        folders.putCertificates();
        OpenNebulaApi api = cloud.api();
        boolean byNameOnly = kind.startsWith("one-noid");
        if (kind.equals("one-noid-gone")) {
            folders.config(name, StoredMachine.opennebula(name, 0, "").json());
            return OptionalInt.empty();
        }
        String vmName = byNameOnly ? name : name + "-" + folders.root().getFileName();
        int vm = api.instantiate(0, vmName, "");
        awaitState(vm, ACTIVE);
        String address = OpenNebulaApi.element(api.vm(vm), "IP");
        if (byNameOnly) {
            folders.stands("$VMIP", address);
            folders.config(name, StoredMachine.opennebula(name, 0, "").json());
        } else {
            folders.stands(RECORDED_ADDRESS, address);
            folders.config(name, StoredMachine.opennebula(name, vm, address).json());
        }
        switch (kind) {
            case "one", "one-noid" -> {}
            case "one-off" -> {
                api.call("one.vm.action", "poweroff-hard", vm);
                awaitState(vm, POWEROFF);
            }
            case "one-gone" -> {
                api.call("one.vm.action", "terminate-hard", vm);
                awaitState(vm, DONE);
            }
            default -> throw new IllegalStateException(kind);
        }
        return OptionalInt.of(vm);
    }

    void remove(int vm) {
        if (!cloud.api().vm(vm).contains("<STATE>" + DONE + "</STATE>")) {
            cloud.api().call("one.vm.action", "terminate-hard", vm);
            awaitState(vm, DONE);
        }
    }

    private void awaitState(int vm, int state) {
        String running = state == ACTIVE ? "<LCM_STATE>3</LCM_STATE>" : "";
        Awaitility.await("VM " + vm + " in state " + state)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> cloud.api().vm(vm).contains("<STATE>" + state + "</STATE>" + running));
    }

    @Override
    public void close() {
        cloud.close();
    }
}
