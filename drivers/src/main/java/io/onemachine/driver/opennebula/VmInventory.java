package io.onemachine.driver.opennebula;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostPlace;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.driver.StoreHost;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the VMs of a store with every front end and user that its machines, or the options, name. */
final class VmInventory implements HostInventory {

    private static final Set<String> FLAGS = Set.of(
            Flags.USER,
            Flags.PASSWORD,
            Flags.ENDPOINT,
            Extra.CA_CERT.flagName(),
            Extra.INSECURE.flagName(),
            Extra.REQUEST_TIMEOUT.flagName());

    private final Transports transports;

    VmInventory(Transports transports) {
        this.transports = transports;
    }

    @Override
    public List<DriverFlag> flags() {
        return Flags.ALL.stream().filter(flag -> FLAGS.contains(flag.name())).toList();
    }

    @Override
    public HostPlace place(DriverContext context, DriverOptions options) {
        VmConfig config = new VmConfig(new JsonObject());
        new ExtraRules(options, config).applyToCalls();
        return new VmPlace(CloudAccess.ofOptions(options, config, context, transports));
    }

    @Override
    public HostPlace place(DriverContext context, JsonObject config) {
        return new VmPlace(CloudAccess.ofStored(new VmConfig(config), context, transports));
    }

    /**
     * By the tag; by the VM's id where one of both has none; where there is neither, by the name, or as VM 0, which the Go driver stores
     * like none. The endpoint is not looked at: one front end can have several names, and a VM too many is better than one too few.
     */
    @Override
    public boolean knows(JsonObject config, StoreHost host) {
        VmConfig machine = new VmConfig(config);
        if (!machine.tag().isEmpty() && !host.mark().isEmpty()) {
            return machine.tag().equals(host.mark());
        }
        if (machine.isAnonymous()) {
            return host.id().equals("0") || host.name().equals(machine.machineName());
        }
        return machine.vmId().isPresent()
                && host.id().equals(String.valueOf(machine.vmId().getAsInt()));
    }

    @Override
    public HostReference reference(JsonObject config) {
        VmConfig machine = new VmConfig(config);
        String id = machine.vmId().isPresent() ? String.valueOf(machine.vmId().getAsInt()) : "";
        return new HostReference(
                id,
                described(machine, id),
                machine.owner(),
                machine.has(VmConfig.ENDPOINT) ? machine.text(VmConfig.ENDPOINT) : machine.tokenEndpoint(),
                id.isEmpty() ? Optional.empty() : Optional.of("onevm terminate --hard " + id));
    }

    private static String described(VmConfig machine, String id) {
        if (!id.isEmpty()) {
            return "VM " + id + " (" + machine.machineName() + ")";
        }
        return "A VM named \"" + machine.machineName() + "\""
                + (machine.tag().isEmpty() ? "" : " with " + VmLookup.TAG_ATTRIBUTE + "=\"" + machine.tag() + "\"");
    }
}
