package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.time.Polling;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which VM is a machine's: the one whose id was stored, else the one that has the machine's tag. By its name only when neither was
 * ever stored, as in a machine whose creation the Go program began, and then only if the user has exactly one VM of that name that is no
 * other machine's.
 */
final class VmLookup {

    /** What the names of our attributes begin with. */
    static final String OWN_ATTRIBUTES = "DOCKER_MACHINE_";

    /** The attribute in a VM's user template that says which machine it belongs to. */
    static final String TAG_ATTRIBUTE = OWN_ATTRIBUTES + "TAG";

    /** How long a front end may be busy with a call whose answer nobody waited for, until it shows the VM. */
    private static final Duration SEARCH = Duration.ofSeconds(15);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final CloudAccess access;
    private final VmConfig config;

    VmLookup(CloudAccess access, VmConfig config) {
        this.access = access;
        this.config = config;
    }

    /**
     * The machine's VM as far as can be seen now, also when it is {@code DONE}; empty when there is none.
     *
     * @throws DriverException when it cannot be told which one it is, or the one of the stored id is somebody else's
     */
    Optional<VirtualMachine> find() {
        if (config.vmId().isPresent()) {
            return byId(config.vmId().getAsInt());
        }
        if (config.tag().isEmpty()) {
            return byName();
        }
        return config.callMayHaveBegun() ? byTag() : Optional.empty();
    }

    /**
     * The VM that has the machine's tag, unless it is {@code DONE}: looks for it until it is there or the front end has had time to make
     * it.
     *
     * @throws TransportException when the front end did not answer at all
     */
    Optional<VirtualMachine> search(DriverContext context) {
        TransportException[] lost = new TransportException[1];
        Optional<VirtualMachine> found = new Polling(context.sleeper(), SHORTEST_PAUSE, LONGEST_PAUSE, SEARCH)
                .until("looking for the VM", () -> {
                    try {
                        Optional<VirtualMachine> seen = byTag();
                        lost[0] = null;
                        return seen;
                    } catch (TransportException e) {
                        if (e.kind() == TransportException.Kind.INTERRUPTED) {
                            throw e;
                        }
                        context.detail("no answer: " + e.getMessage());
                        lost[0] = e;
                        return Optional.empty();
                    }
                });
        if (found.isEmpty() && lost[0] != null) {
            throw lost[0];
        }
        return found;
    }

    private Optional<VirtualMachine> byTag() {
        return candidates().filter(vm -> tagOf(vm).equals(config.tag())).findFirst();
    }

    /** No is taken for an answer the second time only: a machine that is forgotten leaves a VM that is there to nobody. */
    private Optional<VirtualMachine> byId(int id) {
        return seen(id).or(() -> seen(id)).map(this::checked);
    }

    private Optional<VirtualMachine> seen(int id) {
        try {
            return Optional.of(access.client().vm(id));
        } catch (ApiException e) {
            if (e.code() == ApiErrorCode.NO_EXISTS) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<VirtualMachine> byName() {
        List<VirtualMachine> candidates =
                candidates().filter(vm -> tagOf(vm).isEmpty()).toList();
        if (candidates.size() > 1) {
            throw new DriverException(
                    "the store has no VM id for machine \"" + config.machineName()
                            + "\", and there are several VMs of that name: " + described(candidates)
                            + "; which one it is cannot be told",
                    "Write the right one's number as \"MachineId\" into the machine's config.json; or forget the machine with "
                            + "\"docker-machine rm -f " + config.machineName() + "\", which leaves all of them alone.",
                    null);
        }
        return candidates.stream().findFirst();
    }

    /** The user's own VMs of the machine's name, whole. */
    private Stream<VirtualMachine> candidates() {
        List<Integer> named = access.client().vms(PoolFilter.MINE).stream()
                .filter(vm -> vm.name().equals(config.machineName()))
                .map(VirtualMachine::id)
                .toList();
        return access.client().vms(named, true).stream()
                .filter(vm -> !vm.status().isDone());
    }

    /**
     * The VM of the stored id, if it is the machine's: a cloud that was set up anew gives old ids to new VMs.
     *
     * @throws DriverException when it is somebody else's
     */
    VirtualMachine checked(VirtualMachine vm) {
        if (!isOurs(vm)) {
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

    private boolean isOurs(VirtualMachine vm) {
        String tag = tagOf(vm);
        if (!tag.isEmpty() && !config.tag().isEmpty()) {
            return tag.equals(config.tag());
        }
        boolean named = vm.name().equals(config.machineName());
        boolean mine = vm.owner().user().equals(access.credentials().session().user());
        // The Go driver drops our tag from the machine's entry whenever it writes it, and somebody may have wiped the
        // VM's.
        boolean oneHasATag = !tag.isEmpty() || !config.tag().isEmpty();
        return oneHasATag ? named && mine : named || mine;
    }

    private static String tagOf(VirtualMachine vm) {
        return vm.userTemplate().single(TAG_ATTRIBUTE).orElse("");
    }

    private static String described(List<VirtualMachine> vms) {
        return vms.stream().map(vm -> vm.id() + " (" + vm.status() + ")").collect(Collectors.joining(", "));
    }
}
