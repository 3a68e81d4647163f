package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.reference.Reference;
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
 * Finds a machine's VM by the stored id, else by the machine's tag. Without either, as after a creation that the Go program did not
 * finish, it is the user's only VM with the machine's name that does not belong to another store.
 *
 * <p>The Go driver reads id 0 as unset and drops unknown keys, the tag too; the first VM of a cloud is then identified by its store's
 * mark and its name.
 */
public final class VmLookup {

    /** The time that a front end may need to show the VM of a call whose answer was not awaited. */
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
     * Returns the machine's VM as visible now, also when it is {@code DONE}; empty when there is none.
     *
     * @throws HostUnknownException when the VM is ambiguous, or the one of the stored id is another machine's
     * @throws DriverException when the VM was created as another user, whose VMs this one does not see
     */
    public Optional<VirtualMachine> find() {
        if (config.vmId().isPresent()) {
            return byId(config.vmId().getAsInt());
        }
        if (config.tag().isEmpty()) {
            return byName();
        }
        return config.isCreationPending() ? byTag() : Optional.empty();
    }

    /**
     * Finds the VM that has the machine's tag, unless it is {@code DONE}; repeats the search until it is found or the front end has had
     * time to create it.
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

    /** Checks the user: another user's search finds nothing in any case, or finds a VM of that user with the same name. */
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

    /** Finds the VM by id. Only a second "not found" counts: forgetting a machine too early would leave its VM unmanaged. */
    private Optional<VirtualMachine> byId(int id) {
        return seen(id).or(() -> seen(id)).map(this::checked);
    }

    /** Returns the VM of the stored id, whether or not it is marked as the machine's; empty when there is none. */
    public Optional<VirtualMachine> unchecked() {
        return seen(config.vmId().orElseThrow());
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
                            + "; which one is the machine's is not known",
                    "Write the right one's number as \"MachineId\" into the machine's config.json; or forget the machine"
                            + " with \""
                            + Reference.command("rm")
                                    .with(Reference.option("f"))
                                    .with(config.machineName())
                            + "\", which leaves all of them alone.");
        }
        return possible.stream().findFirst().or(this::firstThatIsGone);
    }

    /** Returns the first VM of the cloud, if it was this machine's and is {@code DONE}. */
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

    /** Returns the error when nothing known of a machine leads to a VM. */
    public HostUnknownException unknown() {
        List<VirtualMachine> others = candidates().toList();
        return new HostUnknownException(
                "the store has neither a VM id nor a tag for machine \"" + config.machineName() + "\", and user "
                        + access.credentials().session().user() + " has no VM of that name that is known to be its"
                        + (others.isEmpty() ? "" : "; not known to be its: " + described(others)),
                "If its VM has another name, write its number as \"MachineId\" into the machine's config.json. If"
                        + " there is none any more, forget the machine with \""
                        + Reference.command("rm").with(Reference.option("f")).with(config.machineName())
                        + "\", which removes no VM.");
    }

    /** Returns the user's own VMs with the machine's name, with all their data. */
    private Stream<VirtualMachine> candidates() {
        List<Integer> named = access.client().vms(PoolFilter.MINE).stream()
                .filter(vm -> vm.name().equals(config.machineName()))
                .map(VirtualMachine::id)
                .toList();
        return access.client().vms(named, true).stream()
                .filter(vm -> !vm.status().isDone());
    }

    /**
     * Returns the VM of the stored id, if it is the machine's: a rebuilt cloud assigns old ids to new VMs.
     *
     * @throws HostUnknownException when it is not
     */
    public VirtualMachine checked(VirtualMachine vm) {
        if (!isOurs(vm)) {
            throw new HostUnknownException(
                    "VM " + vm.id() + " (" + vm.name() + ", of user "
                            + vm.owner().user() + ") is not the one of machine \"" + config.machineName()
                            + "\": it does not have its tag",
                    "If the machine's VM is gone, drop the local reference with \""
                            + Reference.command("rm")
                                    .with(Reference.option("f"))
                                    .with(config.machineName()) + "\".");
        }
        return vm;
    }

    private boolean isOurs(VirtualMachine vm) {
        String tag = tagOf(vm);
        if (!tag.isEmpty() && !config.tag().isEmpty()) {
            return tag.equals(config.tag());
        }
        // The Go driver drops the tag from the machine's entry whenever it writes it, and a user may have removed the
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

    /** Returns whether the VM belongs to another store; a store without an id cannot decide that. */
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
