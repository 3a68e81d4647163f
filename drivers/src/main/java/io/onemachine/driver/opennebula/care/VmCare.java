package io.onemachine.driver.opennebula.care;

import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.driver.opennebula.vm.LeaseEnd;
import io.onemachine.driver.opennebula.vm.OpenNebulaAccount;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.opennebula.resource.Permissions;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Template;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Describes and changes a machine's VM. */
public final class VmCare implements HostCare {

    private final ManagedVm vm;

    public VmCare(ManagedVm vm) {
        this.vm = vm;
    }

    @Override
    public HostDescription describe() {
        return VmDescription.ofWhole(vm.read());
    }

    @Override
    public HostSize size() {
        return VmResize.sizeOf(vm.read());
    }

    @Override
    public void resize(HostSize size) {
        new VmResize(vm).run(size);
    }

    /**
     * Ensures that the VM has a tag, and that the machine knows it: the id alone does not identify a VM for good, as a rebuilt cloud assigns
     * old ids to new VMs, and so the name is compared where there is no tag.
     */
    @Override
    public void requireRenamable() {
        VirtualMachine found = vm.read();
        String tag = found.userTemplate().single(VmAttributes.TAG).orElse("");
        if (!tag.isEmpty() && vm.config().tag().equals(tag)) {
            return;
        }
        String owner = found.owner().user();
        boolean isNew = tag.isEmpty();
        String chosen = !isNew
                ? tag
                : vm.config().tag().isEmpty()
                        ? UUID.randomUUID().toString()
                        : vm.config().tag();
        if (isNew) {
            Template tags = Template.EMPTY
                    .with(VmAttributes.TAG, chosen)
                    .with(OpenNebulaAccount.STORE_ATTRIBUTE, vm.context().storeId());
            vm.call(() -> vm.client().update(found.id(), tags, true));
        }
        vm.config().setTag(chosen, owner);
        vm.context().save();
    }

    @Override
    public void rename(String name) {
        VirtualMachine found = vm.read();
        if (!found.name().equals(name)) {
            vm.call(() -> vm.client().rename(found.id(), name));
        }
    }

    @Override
    public Optional<Instant> leaseEnd() {
        return LeaseEnd.ofWhole(vm.read());
    }

    @Override
    public void setLeaseEnd(Optional<Instant> end) {
        new VmLease(vm).set(end);
    }

    @Override
    public List<String> labels() {
        return labelsOf(vm.read());
    }

    static List<String> labelsOf(VirtualMachine found) {
        return found.userTemplate().single(VmAttributes.LABELS).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    @Override
    public void setLabels(List<String> labels) {
        int id = vm.read().id();
        vm.call(() -> vm.client().update(id, Template.EMPTY.with(VmAttributes.LABELS, String.join(",", labels)), true));
    }

    @Override
    public void setPermissions(String permissions) {
        Permissions parsed = Permissions.parse(permissions.strip())
                .orElseThrow(() -> new DriverOptionException(OpenNebulaOption.PERMISSIONS + ": \"" + permissions
                        + "\" is not three octal digits such as 640"));
        int id = vm.read().id();
        vm.call(() -> vm.client().changePermissions(id, parsed));
        vm.config().set(OpenNebulaOption.PERMISSIONS.key(), parsed.octal());
        vm.context().save();
    }

    @Override
    public void setFleet(Optional<String> fleet) {
        VirtualMachine found = vm.read();
        String present = found.userTemplate().single(VmAttributes.FLEET).orElse("");
        if (!present.equals(fleet.orElse(""))) {
            Template mark = Template.EMPTY.with(VmAttributes.FLEET, fleet.orElse(""));
            vm.call(() -> vm.client().update(found.id(), mark, true));
        }
    }

    @Override
    public List<HostAddress> addresses() {
        return CardAddresses.of(vm.read());
    }

    @Override
    public List<HostSnapshot> snapshots() {
        return VmSnapshots.of(vm.read());
    }

    @Override
    public HostSnapshot createSnapshot(String name, HostSnapshot.Kind kind) {
        return new VmSnapshots(vm).create(name, kind);
    }

    @Override
    public void revert(HostSnapshot snapshot) {
        new VmSnapshots(vm).revert(snapshot);
    }

    @Override
    public void remove(HostSnapshot snapshot) {
        new VmSnapshots(vm).remove(snapshot);
    }

    @Override
    public HostConsole console() {
        VirtualMachine found = vm.read();
        return VmConsole.of(vm.named(found), found);
    }

    @Override
    public List<HostEvent> events() {
        return VmEvents.of(vm.read());
    }
}
