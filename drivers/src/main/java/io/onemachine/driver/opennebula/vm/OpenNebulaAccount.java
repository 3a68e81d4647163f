package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.access.ErrorTranslator;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.machine.driver.CloudAccount;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.TaggedHost;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The VMs of a user at a front end. */
public final class OpenNebulaAccount implements CloudAccount {

    /** The attribute in a VM's user template that names the store of its machine. */
    public static final String STORE_ATTRIBUTE = VmAttributes.OWN_PREFIX + "STORE";

    private static final Duration REMOVAL = Duration.ofMinutes(20);

    private final CloudAccess access;

    public OpenNebulaAccount(CloudAccess access) {
        this.access = access;
    }

    @Override
    public String endpoint() {
        return access.endpoint().uri().toString();
    }

    @Override
    public String user() {
        return access.credentials().session().user();
    }

    @Override
    public List<TaggedHost> hosts(String storeId) {
        return ErrorTranslator.translate(access, () -> access.client().vmsExtended(PoolFilter.MINE)).stream()
                .filter(vm -> isOf(storeId, vm))
                .map(OpenNebulaAccount::host)
                .toList();
    }

    @Override
    public void remove(DriverContext context, String storeId, TaggedHost host) {
        int id = Integer.parseInt(host.id());
        Optional<VirtualMachine> vm = ErrorTranslator.translate(access, () -> existing(id));
        if (vm.isEmpty()) {
            return;
        }
        // A rebuilt front end assigns old ids to new VMs.
        if (!isOf(storeId, vm.get()) || !host(vm.get()).tag().equals(host.tag())) {
            throw new DriverException("VM " + id + " is another one by now: its tags differ");
        }
        removeAndWait(context, id);
    }

    @Override
    public Optional<TaggedHost> hostOf(DriverContext context, DriverConfig config) {
        return vmOf(context, config).map(OpenNebulaAccount::host);
    }

    @Override
    public void removeHostOf(DriverContext context, DriverConfig config, TaggedHost host) {
        Optional<VirtualMachine> vm = vmOf(context, config);
        if (vm.isEmpty()) {
            return;
        }
        int id = vm.get().id();
        if (!host.id().equals(String.valueOf(id))) {
            throw new DriverException("It is VM " + id + " by now");
        }
        removeAndWait(context, id);
    }

    private Optional<VirtualMachine> vmOf(DriverContext context, DriverConfig stored) {
        OpenNebulaConfig config = new OpenNebulaConfig(stored);
        VmLookup lookup = new VmLookup(access, config, context);
        return ErrorTranslator.translate(access, () -> {
            Optional<VirtualMachine> vm = lookup.find();
            if (vm.isEmpty() && config.isAnonymous()) {
                throw lookup.unknown();
            }
            return vm.filter(found -> !found.status().isDone());
        });
    }

    private void removeAndWait(DriverContext context, int id) {
        ErrorTranslator.translate(
                access,
                () -> new VmTransition(access.client(), context, id, TargetState.gone())
                        .run("removing the VM", REMOVAL));
    }

    private Optional<VirtualMachine> existing(int id) {
        try {
            return Optional.of(access.client().vm(id)).filter(vm -> !vm.status().isDone());
        } catch (ApiException e) {
            if (e.code() == ApiErrorCode.NO_EXISTS) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isOf(String storeId, VirtualMachine vm) {
        return vm.userTemplate().single(STORE_ATTRIBUTE).filter(storeId::equals).isPresent();
    }

    private static TaggedHost host(VirtualMachine vm) {
        return new TaggedHost(
                String.valueOf(vm.id()),
                vm.name(),
                vm.userTemplate().single(VmAttributes.TAG).orElse(""),
                vm.status().toString(),
                vm.since());
    }
}
