package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.access.ErrorTranslator;
import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bulk query for VMs by their ids, with {@code one.vmpool.infoset}.
 *
 * <p>A VM that is missing in the answer counts as gone: OpenNebula leaves out VMs that are {@code DONE}, that never existed, and that the
 * user may not see. Telling these apart would cost one call for each in every listing; the query of a single machine does so.
 * A VM that belongs to another machine is left to the machine's own query, which reports it.
 *
 * <p>An unreachable front end is the answer for all machines. When OpenNebula refuses the method or does not know it, every machine
 * queries its own VM. All versions since 6.0 know it; an older front end, or a proxy that lets only some methods through, costs speed
 * and nothing else.
 */
final class VmPoolQuery implements BulkStatusProvider.BulkQuery {

    /** The ids in one call; more go into further calls. A VM's document has about six kilobytes, up to a hundred with user data. */
    static final int IDS_IN_A_CALL = 1_000;

    /**
     * The length in bytes above which the ids are queried in halves. The program has 256 MiB, and an answer exists several times while it
     * is read: as bytes, as a growing text, and as parsed data.
     */
    private static final int LONGEST_ANSWER = 16 << 20;

    private final List<OpenNebulaDriver> drivers;

    /** @param drivers the machines of one front end and user, each with a stored VM id; not empty */
    VmPoolQuery(List<OpenNebulaDriver> drivers) {
        this.drivers = List.copyOf(drivers);
    }

    @Override
    public List<Driver> drivers() {
        return List.copyOf(drivers);
    }

    @Override
    public Map<Driver, HostStatus> run() {
        CloudAccess access = drivers.getFirst().access();
        OpenNebulaClient client = access.clientOfAnswersUpTo(LONGEST_ANSWER);
        Map<Integer, List<OpenNebulaDriver>> byId = new LinkedHashMap<>();
        for (OpenNebulaDriver driver : drivers) {
            byId.computeIfAbsent(driver.settings().vmId().orElseThrow(), none -> new ArrayList<>())
                    .add(driver);
        }
        List<Integer> ids = List.copyOf(byId.keySet());
        Map<Driver, HostStatus> views = new HashMap<>();
        try {
            ErrorTranslator.translate(access, () -> {
                for (int from = 0; from < ids.size(); from += IDS_IN_A_CALL) {
                    look(client, ids.subList(from, Math.min(from + IDS_IN_A_CALL, ids.size())), byId, views);
                }
            });
        } catch (DriverException e) {
            if (!isOutOfReach(e)) {
                throw e;
            }
            for (OpenNebulaDriver driver : drivers) {
                views.putIfAbsent(
                        driver,
                        new VmStatusView.Unreachable(e, driver.settings().ipAddress()));
            }
        }
        return views;
    }

    /** Returns whether a query for each machine would fail in the same way and take as long. */
    private static boolean isOutOfReach(DriverException e) {
        return e.getCause() instanceof TransportException failure
                && switch (failure.kind()) {
                    case REFUSED, UNKNOWN_HOST, UNREACHABLE, TLS, TIMED_OUT -> true;
                    case HTTP_STATUS, BROKEN, MALFORMED, TOO_BIG, INTERRUPTED -> false;
                };
    }

    private static void look(
            OpenNebulaClient client,
            List<Integer> ids,
            Map<Integer, List<OpenNebulaDriver>> byId,
            Map<Driver, HostStatus> views) {
        List<VirtualMachine> vms;
        try {
            vms = client.vms(ids, true);
        } catch (TransportException e) {
            if (e.kind() != TransportException.Kind.TOO_BIG || ids.size() == 1) {
                throw e;
            }
            int half = ids.size() / 2;
            look(client, ids.subList(0, half), byId, views);
            look(client, ids.subList(half, ids.size()), byId, views);
            return;
        }
        Map<Integer, VirtualMachine> found = new HashMap<>();
        vms.forEach(vm -> found.put(vm.id(), vm));
        for (int id : ids) {
            for (OpenNebulaDriver driver : byId.getOrDefault(id, List.of())) {
                addView(driver, found.get(id), views);
            }
        }
    }

    private static void addView(OpenNebulaDriver driver, @Nullable VirtualMachine vm, Map<Driver, HostStatus> views) {
        if (vm == null) {
            views.put(driver, new VmStatusView.Gone(driver.gone()));
            return;
        }
        try {
            views.put(driver, VmStatusView.of(driver, driver.lookup().checked(vm)));
        } catch (DriverException e) {
            // The VM belongs to another machine: the machine's own query fails in the same way and reports it.
        }
    }
}
