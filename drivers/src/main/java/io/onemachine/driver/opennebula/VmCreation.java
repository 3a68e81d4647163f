package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.time.Polling;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Template;
import java.time.Duration;
import java.util.Optional;

/** The call that makes the VM, and what to do when its answer is lost: the VM may be there all the same. */
final class VmCreation {

    /** How long a front end that lost the answer may take to show the VM. */
    private static final Duration SEARCH = Duration.ofSeconds(15);

    private final OpenNebulaClient client;
    private final VmConfig config;
    private final DriverContext context;

    VmCreation(OpenNebulaClient client, VmConfig config, DriverContext context) {
        this.client = client;
        this.config = config;
        this.context = context;
    }

    /**
     * Makes the VM. Its tag is in the configuration already.
     *
     * @return its id
     */
    int make(VmPlan plan, String publicKey) {
        Template description = new VmDescription(plan, config).forKey(publicKey);
        boolean hold = config.isOn(Extra.HOLD);
        try {
            return plan.template().isPresent()
                    ? client.instantiate(
                            plan.template().get().id(),
                            config.machineName(),
                            description,
                            hold,
                            config.isOn(Extra.PERSISTENT))
                    : client.allocate(description, hold);
        } catch (IllegalArgumentException e) {
            throw new DriverException("the template cannot be sent: " + e.getMessage(), e);
        } catch (TransportException e) {
            if (!e.mayHaveTakenEffect() || e.kind() == TransportException.Kind.INTERRUPTED) {
                throw e;
            }
            return search(e);
        }
    }

    private int search(TransportException lost) {
        context.say("The answer got lost (" + lost.getMessage() + "); looking for the VM...");
        VmLookup lookup = new VmLookup(client, config);
        Optional<Integer> found = new Polling(context.sleeper(), Duration.ofMillis(200), Duration.ofSeconds(2), SEARCH)
                .until("looking for the VM", () -> lookAgain(lookup));
        return found.orElseThrow(() -> new DriverException(
                lost.getMessage() + "; there is no VM of this machine, as far as can be seen", lost));
    }

    private Optional<Integer> lookAgain(VmLookup lookup) {
        try {
            return lookup.byTag().map(VirtualMachine::id);
        } catch (TransportException e) {
            if (e.kind() == TransportException.Kind.INTERRUPTED) {
                throw e;
            }
            context.detail("no answer: " + e.getMessage());
            return Optional.empty();
        }
    }
}
