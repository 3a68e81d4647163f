package io.onemachine.driver.opennebula;

import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which VM is a machine's: the one whose id was stored, else the one that has the machine's tag. By its name only when neither was
 * ever stored, as in a machine whose creation the Go program began, and then only if the user has exactly one VM of that name.
 */
final class VmLookup {

    /** What the names of our attributes begin with. */
    static final String OWN_ATTRIBUTES = "DOCKER_MACHINE_";

    /** The attribute in a VM's user template that says which machine it belongs to. */
    static final String TAG_ATTRIBUTE = OWN_ATTRIBUTES + "TAG";

    private final OpenNebulaClient client;
    private final VmConfig config;

    VmLookup(OpenNebulaClient client, VmConfig config) {
        this.client = client;
        this.config = config;
    }

    /**
     * The machine's VM, also when it is {@code DONE}; empty when there is none.
     *
     * @throws DriverException when it cannot be told which one it is, or the one of the stored id is somebody else's
     */
    Optional<VirtualMachine> find() {
        if (config.vmId().isPresent()) {
            return byId(config.vmId().getAsInt());
        }
        return config.tag().isEmpty() ? byName() : byTag();
    }

    /** The VM that has the machine's tag, unless it is {@code DONE}. */
    Optional<VirtualMachine> byTag() {
        List<Integer> candidates = named().stream().map(VirtualMachine::id).toList();
        return client.vms(candidates, true).stream()
                .filter(vm -> !vm.status().isDone())
                .filter(vm -> tagOf(vm).equals(config.tag()))
                .findFirst();
    }

    private Optional<VirtualMachine> byId(int id) {
        try {
            return Optional.of(checked(client.vm(id)));
        } catch (ApiException e) {
            if (e.code() == ApiErrorCode.NO_EXISTS) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<VirtualMachine> byName() {
        List<VirtualMachine> candidates = named();
        if (candidates.size() > 1) {
            throw new DriverException("the store has no VM id for machine \"" + config.machineName()
                    + "\", and there are several VMs of that name: " + ids(candidates)
                    + "; which one it is cannot be told");
        }
        return candidates.stream().findFirst();
    }

    private List<VirtualMachine> named() {
        return client.vms(PoolFilter.MINE).stream()
                .filter(vm -> vm.name().equals(config.machineName()))
                .toList();
    }

    /** A cloud that was set up anew gives old ids to new VMs. */
    private VirtualMachine checked(VirtualMachine vm) {
        String tag = tagOf(vm);
        boolean ours = config.tag().isEmpty()
                || tag.equals(config.tag())
                || (tag.isEmpty() && vm.name().equals(config.machineName()));
        if (!ours) {
            throw new DriverException(
                    "VM " + vm.id() + " (" + vm.name() + ", of user "
                            + vm.owner().user() + ") is not the one of machine \"" + config.machineName()
                            + "\": it does not have its tag",
                    "If the machine's VM is gone, drop the local reference with \"docker-machine rm -f "
                            + config.machineName() + "\".",
                    null);
        }
        return vm;
    }

    private static String tagOf(VirtualMachine vm) {
        return vm.userTemplate().single(TAG_ATTRIBUTE).orElse("");
    }

    private static String ids(List<VirtualMachine> vms) {
        return vms.stream().map(vm -> String.valueOf(vm.id())).collect(Collectors.joining(", "));
    }
}
