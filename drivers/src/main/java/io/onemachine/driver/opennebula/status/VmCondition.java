package io.onemachine.driver.opennebula.status;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports why waiting for a VM's SSH is pointless. */
public final class VmCondition {

    private VmCondition() {}

    /** Returns the reason; empty while the VM runs or is about to. */
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
