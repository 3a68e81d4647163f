package io.onemachine.driver.opennebula.status;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says why nobody needs to wait for a VM's SSH. */
public final class VmCondition {

    private VmCondition() {}

    /** Empty while the VM runs or is about to. */
    public static Optional<String> of(VirtualMachine vm) {
        MachineState state = StateMapping.of(vm.status());
        return switch (state) {
            case RUNNING, STARTING, NONE -> Optional.empty();
            case PAUSED, SAVED, STOPPED, STOPPING, ERROR, TIMEOUT ->
                Optional.of("VM " + vm.id() + " is in state " + vm.status() + reasons(vm));
        };
    }

    private static String reasons(VirtualMachine vm) {
        List<String> said = Stream.of(vm.schedulerMessage(), vm.error())
                .flatMap(Optional::stream)
                .toList();
        return said.isEmpty() ? "" : ": " + String.join(": ", said);
    }
}
