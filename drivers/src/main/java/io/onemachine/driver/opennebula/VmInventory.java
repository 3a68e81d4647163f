package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.access.TransportFactory;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.OptionParser;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.driver.opennebula.vm.OpenNebulaAccount;
import io.onemachine.machine.driver.CloudAccount;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.driver.TaggedHost;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists the VMs of a store at every front end and user that its machines, or the options, name. */
final class VmInventory implements HostInventory {

    private static final Set<String> FLAGS = Set.of(
            OpenNebulaOption.USER.flagName(),
            OpenNebulaOption.PASSWORD.flagName(),
            OpenNebulaOption.ENDPOINT.flagName(),
            OpenNebulaOption.CA_CERT.flagName(),
            OpenNebulaOption.INSECURE.flagName(),
            OpenNebulaOption.REQUEST_TIMEOUT.flagName());

    private final TransportFactory transportFactory;

    VmInventory(TransportFactory transportFactory) {
        this.transportFactory = transportFactory;
    }

    @Override
    public List<DriverFlag> flags() {
        return OpenNebulaOption.flags().stream()
                .filter(flag -> FLAGS.contains(flag.name()))
                .toList();
    }

    @Override
    public CloudAccount account(DriverContext context, DriverOptions options) {
        OpenNebulaConfig config = new OpenNebulaConfig(DriverConfig.parse("{}"));
        new OptionParser(options, config).parseConnection();
        return new OpenNebulaAccount(CloudAccess.ofOptions(options, config, context, transportFactory));
    }

    @Override
    public CloudAccount account(DriverContext context, DriverConfig config) {
        return new OpenNebulaAccount(CloudAccess.ofStored(new OpenNebulaConfig(config), context, transportFactory));
    }

    /**
     * Compares the tag; the VM's id where one of the two has no tag; where there is neither, the name, or VM 0, which the Go driver stores
     * as none. The endpoint is not compared: one front end can have several names, and one VM too many is better than one too few.
     */
    @Override
    public boolean knows(DriverConfig config, TaggedHost host) {
        OpenNebulaConfig machine = new OpenNebulaConfig(config);
        if (!machine.tag().isEmpty() && !host.tag().isEmpty()) {
            return machine.tag().equals(host.tag());
        }
        if (machine.isAnonymous()) {
            return host.id().equals("0") || host.name().equals(machine.machineName());
        }
        return machine.vmId().isPresent()
                && host.id().equals(String.valueOf(machine.vmId().getAsInt()));
    }

    @Override
    public HostReference reference(DriverConfig config) {
        OpenNebulaConfig machine = new OpenNebulaConfig(config);
        String id = machine.vmId().isPresent() ? String.valueOf(machine.vmId().getAsInt()) : "";
        return new HostReference(
                id,
                described(machine, id),
                machine.owner(),
                machine.has(OpenNebulaOption.ENDPOINT)
                        ? machine.text(OpenNebulaOption.ENDPOINT)
                        : machine.tokenEndpoint(),
                id.isEmpty() ? Optional.empty() : Optional.of("onevm terminate --hard " + id));
    }

    private static String described(OpenNebulaConfig machine, String id) {
        if (!id.isEmpty()) {
            return "VM " + id + " (" + machine.machineName() + ")";
        }
        return "A VM named \"" + machine.machineName() + "\""
                + (machine.tag().isEmpty() ? "" : " with " + VmAttributes.TAG + "=\"" + machine.tag() + "\"");
    }
}
