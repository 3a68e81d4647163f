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
 * Waits until a VM has told OneGate that its contextualization is over, where its template has it do so: until then packages may be
 * installing. The word may never come, as OneGate need not be within the VM's reach, so it is waited for for a while only.
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

    /** Whether the VM will tell. */
    public static boolean isPromised(VirtualMachine vm) {
        return vm.template()
                .vector(ContextBuilder.CONTEXT)
                .map(told -> isYes(told, "REPORT_READY") && isYes(told, "TOKEN"))
                .orElse(false);
    }

    /** Waits, at most so long; goes on when the VM does not run any more, which others find out. */
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
