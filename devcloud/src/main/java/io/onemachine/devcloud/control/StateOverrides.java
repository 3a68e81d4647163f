package io.onemachine.devcloud.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets the states that VMs show, regardless of their own. */
final class StateOverrides {

    private final Cloud cloud;
    private final Consumer<VirtualMachine> saver;

    /** @param saver saves a VM; called inside {@link Cloud#locked} */
    StateOverrides(Cloud cloud, Consumer<VirtualMachine> saver) {
        this.cloud = cloud;
        this.saver = saver;
    }

    /**
     * Applies a request: {@code vm} is an id or a name; with {@code state} and {@code lcmState} the VM shows
     * these, without them its own state.
     *
     * @return the VM's id and the state it now shows
     * @throws IllegalArgumentException when there is no such VM, or several
     */
    JsonObject apply(JsonObject request) {
        @Nullable JsonElement wanted = request.get("vm");
        if (wanted == null) {
            throw new IllegalArgumentException("the machine is missing");
        }
        return cloud.locked(() -> {
            VirtualMachine vm = find(wanted.getAsString());
            if (request.has("state")) {
                vm.overrideState(new ReportedState(
                        request.get("state").getAsInt(), request.get("lcmState").getAsInt()));
            } else {
                vm.clearOverride();
            }
            saver.accept(vm);
            JsonObject answer = new JsonObject();
            answer.addProperty("vm", vm.id());
            answer.addProperty("state", vm.shown().toString());
            return answer;
        });
    }

    private VirtualMachine find(String numberOrName) {
        List<VirtualMachine> found = cloud.vms().stream()
                .filter(vm -> Integer.toString(vm.id()).equals(numberOrName))
                .toList();
        if (found.isEmpty()) {
            found = cloud.vms().stream()
                    .filter(vm -> vm.state() != VmState.DONE && vm.name().equals(numberOrName))
                    .sorted(Comparator.comparingInt(VirtualMachine::id))
                    .toList();
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no machine \"" + numberOrName + "\"");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("there are several machines \"" + numberOrName + "\", for one "
                    + found.getFirst().id() + " and " + found.getLast().id() + ": give a number");
        }
        return found.getFirst();
    }
}
