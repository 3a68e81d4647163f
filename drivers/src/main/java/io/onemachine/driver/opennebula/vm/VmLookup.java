package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.VmAttributes;

import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostUnknownException;
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
 * Finds a machine's VM: the one whose id is stored, else the one that has the machine's tag. With neither, as in a machine whose creation
 * the Go program began, it is the user's only VM of the machine's name that is not another store's.
 *
 * <p>The Go driver takes id 0 for unset and drops what it does not know, the tag too: the first VM of a cloud is known by its store's mark
 * and its name then.
 */
public final class VmLookup {

    /** How long a front end may be busy with a call whose answer nobody waited for, until it shows the VM. */
    private static final Duration SEARCH = Duration.ofSeconds(15);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final CloudAccess access;
    private final OpenNebulaConfig config;
    private final DriverContext context;

    public VmLookup(CloudAccess access, OpenNebulaConfig config, DriverContext context) {
        this.access = access;
        this.config = config;
        this.context = context;
    }

    /**
     * The machine's VM as far as can be seen now, also when it is {@code DONE}; empty when there is none.
     *
     * @throws HostUnknownException when it cannot be told which one it is, or the one of the stored id is another machine's
     * @throws DriverException when the VM was made as another user, whose VMs this one does not see
     */
    public Optional<VirtualMachine> find() {
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
    public Optional<VirtualMachine> search() {
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
        requireOwner();
        return candidates().filter(vm -> tagOf(vm).equals(config.tag())).findFirst();
    }

    /** Another user's search comes to nothing whether there is a VM or not, or to a VM of that user's that has the name too. */
    private void requireOwner() {
        String user = access.credentials().session().user();
        if (!config.owner().isEmpty() && !config.owner().equalsIgnoreCase(user)) {
            throw new DriverException(
                    "the VM of machine \"" + config.machineName() + "\" was asked for as user " + config.owner()
                            + ", and user " + user + " does not see whether there is one",
                    "Give the credentials of " + config.owner() + ", with ONE_AUTH for example.",
                    null);
        }
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
        requireOwner();
        List<VirtualMachine> named = candidates().toList();
        Optional<VirtualMachine> first =
                named.stream().filter(vm -> vm.id() == 0 && isOfThisStore(vm)).findFirst();
        if (first.isPresent()) {
            return first;
        }
        List<VirtualMachine> possible =
                named.stream().filter(vm -> isOfThisStore(vm) || isUnmarked(vm)).toList();
        if (possible.size() > 1) {
            throw new HostUnknownException(
                    "the store has no VM id for machine \"" + config.machineName()
                            + "\", and there are several VMs of that name: " + described(possible)
                            + "; which one it is cannot be told",
                    "Write the right one's number as \"MachineId\" into the machine's config.json; or forget the machine"
                            + " with \"docker-machine rm -f " + config.machineName()
                            + "\", which leaves all of them alone.");
        }
        return possible.stream().findFirst().or(this::firstThatIsGone);
    }

    /** The first VM of the cloud, if it was this machine's and is {@code DONE}. */
    private Optional<VirtualMachine> firstThatIsGone() {
        try {
            return seen(0).filter(vm -> vm.status().isDone() && isNamed(vm) && isMine(vm) && isOfThisStore(vm));
        } catch (ApiException e) {
            if (e.code() == ApiErrorCode.AUTHORIZATION) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What to say when nothing that is known of a machine leads to a VM. */
    public HostUnknownException unknown() {
        List<VirtualMachine> others = candidates().toList();
        return new HostUnknownException(
                "the store has neither a VM id nor a tag for machine \"" + config.machineName() + "\", and user "
                        + access.credentials().session().user() + " has no VM of that name that is known to be its"
                        + (others.isEmpty() ? "" : "; not known to be its: " + described(others)),
                "If its VM has another name, write its number as \"MachineId\" into the machine's config.json. If"
                        + " there is none any more, forget the machine with \"docker-machine rm -f "
                        + config.machineName()
                        + "\", which removes no VM.");
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
     * @throws HostUnknownException when it is not
     */
    public VirtualMachine checked(VirtualMachine vm) {
        if (!isOurs(vm)) {
            throw new HostUnknownException(
                    "VM " + vm.id() + " (" + vm.name() + ", of user "
                            + vm.owner().user() + ") is not the one of machine \"" + config.machineName()
                            + "\": it does not have its tag",
                    "If the machine's VM is gone, drop the local reference with \"docker-machine rm -f "
                            + config.machineName() + "\".");
        }
        return vm;
    }

    private boolean isOurs(VirtualMachine vm) {
        String tag = tagOf(vm);
        if (!tag.isEmpty() && !config.tag().isEmpty()) {
            return tag.equals(config.tag());
        }
        // The Go driver drops our tag from the machine's entry whenever it writes it, and a user may have wiped the
        // VM's.
        boolean oneHasATag = !tag.isEmpty() || !config.tag().isEmpty();
        return oneHasATag ? isNamed(vm) && isMine(vm) && !isOfAnotherStore(vm) : isNamed(vm) || isMine(vm);
    }

    private boolean isNamed(VirtualMachine vm) {
        return vm.name().equals(config.machineName());
    }

    private boolean isMine(VirtualMachine vm) {
        return vm.owner().user().equals(access.credentials().session().user());
    }

    private boolean isOfThisStore(VirtualMachine vm) {
        String store = storeOf(vm);
        return !store.isEmpty() && context.knownStoreId().filter(store::equals).isPresent();
    }

    /** A store without an id cannot say of any that it is another's. */
    private boolean isOfAnotherStore(VirtualMachine vm) {
        String store = storeOf(vm);
        return !store.isEmpty()
                && context.knownStoreId().filter(own -> !own.equals(store)).isPresent();
    }

    private static boolean isUnmarked(VirtualMachine vm) {
        return tagOf(vm).isEmpty() && storeOf(vm).isEmpty();
    }

    private static String storeOf(VirtualMachine vm) {
        return vm.userTemplate().single(OpenNebulaAccount.STORE_ATTRIBUTE).orElse("");
    }

    private static String tagOf(VirtualMachine vm) {
        return vm.userTemplate().single(VmAttributes.TAG).orElse("");
    }

    private static String described(List<VirtualMachine> vms) {
        return vms.stream().map(vm -> vm.id() + " (" + vm.status() + ")").collect(Collectors.joining(", "));
    }
}
