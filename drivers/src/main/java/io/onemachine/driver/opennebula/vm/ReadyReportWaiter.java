package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.plan.ContextBuilder;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.time.Polling;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until a VM reports to OneGate that its contextualization has finished, if its template asks for the report; until then packages
 * may be installing. The report may never arrive, as the VM may be unable to reach OneGate, so the wait is limited.
 */
public final class ReadyReportWaiter {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final OpenNebulaClient client;
    private final DriverContext context;

    public ReadyReportWaiter(OpenNebulaClient client, DriverContext context) {
        this.client = client;
        this.context = context;
    }

    /** Returns whether the VM will report. */
    public static boolean isPromised(VirtualMachine vm) {
        return vm.template()
                .vector(ContextBuilder.CONTEXT)
                .map(context -> isYes(context, "REPORT_READY") && isYes(context, "TOKEN"))
                .orElse(false);
    }

    /** Waits up to the limit; returns early when the VM no longer runs, which other checks report. */
    public void await(VirtualMachine vm, Duration limit) {
        if (vm.isReportedReady()) {
            return;
        }
        context.say("Waiting for the VM to report that it is ready...");
        Duration most = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        Optional<Boolean> over = new Polling(context.sleeper(), SHORTEST_PAUSE, LONGEST_PAUSE, most)
                .until("waiting for the VM to report that it is ready", () -> look(vm.id()));
        if (over.isEmpty()) {
            context.say("The VM did not report that it is ready within " + most.toSeconds()
                    + " seconds; going on without that. " + OpenNebulaOption.NO_READY_WAIT + " saves the time.");
        }
    }

    private Optional<Boolean> look(int id) {
        try {
            VirtualMachine seen = client.vm(id);
            return seen.isReportedReady() || !seen.status().isRunning() ? Optional.of(true) : Optional.empty();
        } catch (TransportException e) {
            if (e.kind() == TransportException.Kind.INTERRUPTED) {
                throw e;
            }
            context.detail("no answer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isYes(Vector context, String key) {
        return context.value(key).orElse("").equalsIgnoreCase("YES");
    }
}
