package io.onemachine.driver.opennebula.care;

import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.driver.opennebula.vm.OpenNebulaAccount;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Template;
import java.util.Optional;

/** Adopts a VM that exists: marks it as the machine's, or takes the mark back. */
public final class VmAdoption {

    private final ManagedVm vm;

    public VmAdoption(ManagedVm vm) {
        this.vm = vm;
    }

    /** Checks that the VM runs and belongs to no machine; changes nothing. */
    public void check() {
        VirtualMachine found = vm.read();
        if (!found.status().isRunning()) {
            throw new DriverException(
                    named(found) + " is in state " + found.status() + ", and only a running VM can be adopted",
                    "Start it first: onevm resume " + found.id(),
                    null);
        }
        requireFree(found);
    }

    private void requireFree(VirtualMachine found) {
        String store =
                found.userTemplate().single(OpenNebulaAccount.STORE_ATTRIBUTE).orElse("");
        boolean isOfThisStore =
                vm.context().knownStoreId().filter(store::equals).isPresent();
        String tag = found.userTemplate().single(VmAttributes.TAG).orElse("");
        boolean isMarked = !store.isEmpty() || !tag.isEmpty();
        boolean hasOurTag = !tag.isEmpty() && tag.equals(vm.config().tag());
        // A marked VM of this store whose machine is lost may be adopted; its machine would have been found before.
        if (isMarked && !isOfThisStore && !hasOurTag) {
            throw new DriverException(
                    named(found) + " belongs to a machine of another store, as its attributes "
                            + OpenNebulaAccount.STORE_ATTRIBUTE + " and " + VmAttributes.TAG + " say",
                    "If that store is gone, empty both attributes (onevm update " + found.id() + ") and run \""
                            + Reference.command("import") + "\" again.",
                    null);
        }
    }

    private static String named(VirtualMachine found) {
        return "VM " + found.id() + " (" + found.name() + ")";
    }

    /** Marks the VM as the machine's. */
    public VirtualMachine mark() {
        VirtualMachine found = vm.read();
        requireFree(found);
        write(found, vm.context().storeId(), vm.config().tag());
        return found;
    }

    /** Takes the mark back, if it is the machine's. */
    public void unmark() {
        VirtualMachine found = vm.read();
        Optional<String> tag = found.userTemplate().single(VmAttributes.TAG);
        if (tag.filter(vm.config().tag()::equals).isPresent()) {
            write(found, "", "");
        }
    }

    private void write(VirtualMachine found, String store, String tag) {
        Template marks = Template.EMPTY.with(VmAttributes.TAG, tag).with(OpenNebulaAccount.STORE_ATTRIBUTE, store);
        vm.call(() -> vm.client().update(found.id(), marks, true));
    }
}
