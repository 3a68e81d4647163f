package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.driver.opennebula.plan.SshBootstrapKeys;
import io.onemachine.driver.opennebula.plan.VmPlan;
import io.onemachine.driver.opennebula.plan.VmTemplateBuilder;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Template;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls the front end to create the VM, and recovers when the answer is lost: the VM may exist all the same. The configuration stores
 * before the call that a VM may exist, and again when the result is known.
 */
public final class VmCreation {

    /** Errors after which the VM may exist: disagreeing servers, or an error of unknown meaning. */
    private static final Set<ApiErrorCode> UNSETTLED = EnumSet.of(ApiErrorCode.REPLICATION, ApiErrorCode.OTHER);

    private static final Pattern USER_DATA_REFUSED =
            Pattern.compile("restricted attribute (CONTEXT/)?USER_?DATA", Pattern.CASE_INSENSITIVE);

    private final CloudAccess access;
    private final OpenNebulaConfig config;
    private final DriverContext context;

    public VmCreation(CloudAccess access, OpenNebulaConfig config, DriverContext context) {
        this.access = access;
        this.config = config;
        this.context = context;
    }

    /**
     * Creates the VM, whose tag is in the configuration already.
     *
     * @param fleet the name of the fleet that it is a member of; empty for none
     * @return the VM's id
     */
    public int create(VmPlan plan, SshBootstrapKeys login, String fleet) {
        VmTemplateBuilder builder = new VmTemplateBuilder(plan, config, context.hostName());
        storePending(true);
        try {
            return call(plan, builder, login, fleet);
        } catch (IllegalArgumentException e) {
            storePending(false);
            throw new DriverException("the template cannot be sent: " + e.getMessage(), e);
        } catch (ApiException e) {
            if (UNSETTLED.contains(e.code())) {
                throw e;
            }
            storePending(false);
            throw new CreateErrorTranslator(config).of(e);
        } catch (TransportException e) {
            if (!e.mayHaveTakenEffect()) {
                storePending(false);
                throw e;
            }
            if (e.kind() == TransportException.Kind.INTERRUPTED) {
                throw e;
            }
            return search(e);
        }
    }

    /** Calls once more without user data of ours where only administrators may set any: most images do without. */
    private int call(VmPlan plan, VmTemplateBuilder builder, SshBootstrapKeys login, String fleet) {
        try {
            return call(plan, owned(plan, builder.forLogin(login), fleet));
        } catch (ApiException refused) {
            if (!USER_DATA_REFUSED.matcher(refused.getMessage()).find()) {
                throw refused;
            }
            int vm = call(plan, owned(plan, builder.withoutUserData(login), fleet));
            context.progress()
                    .report(
                            new ProgressEvent.Warning(
                                    context.machine(),
                                    "This cloud lets only administrators set user data (" + refused.getMessage()
                                            + "). An image that has cloud-init only, and not OpenNebula's contextualization packages, cannot be set up."));
            return vm;
        }
    }

    /** Adds the store's mark, and the fleet's; a template that was saved from a VM may have that of another fleet. */
    private Template owned(VmPlan plan, Template description, String fleet) {
        Template owned = description.with(OpenNebulaAccount.STORE_ATTRIBUTE, context.storeId());
        return fleet.isEmpty() && !plan.inherited().has(VmAttributes.FLEET)
                ? owned
                : owned.with(VmAttributes.FLEET, fleet);
    }

    private int call(VmPlan plan, Template description) {
        boolean hold = config.isOn(OpenNebulaOption.HOLD);
        return plan.template().isPresent()
                ? access.client()
                        .instantiate(
                                plan.template().get().id(),
                                config.machineName(),
                                description,
                                hold,
                                config.isOn(OpenNebulaOption.PERSISTENT))
                : access.client().allocate(description, hold);
    }

    private void storePending(boolean pending) {
        config.setCreationPending(pending);
        context.save();
    }

    private int search(TransportException lost) {
        context.say("The answer was lost (" + lost.getMessage() + "); looking for the VM...");
        return new VmLookup(access, config, context)
                .search()
                .map(VirtualMachine::id)
                .orElseThrow(() -> new DriverException(
                        lost.getMessage() + "; there is no VM of this machine, as far as can be seen",
                        "\"" + Reference.command("rm").with(config.machineName()) + "\" looks for it again.",
                        lost));
    }
}
