package io.onemachine.devcloud.api;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code one.vmpool.*}. */
final class VmPoolMethods {

    private static final int ANY_STATE = -2;
    private static final int ANY_BUT_DONE = -1;

    private final Cloud cloud;
    private final Documents documents;

    VmPoolMethods(Cloud cloud, Documents documents) {
        this.cloud = cloud;
        this.documents = documents;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.vmpool.info", (user, arguments) -> list(user, arguments, documents::vmSummary),
                "one.vmpool.infoextended", (user, arguments) -> list(user, arguments, documents::vmInPool),
                "one.vmpool.infoset", this::set);
    }

    private XmlRpcValue list(User user, Arguments arguments, Function<VirtualMachine, String> document) {
        int state = arguments.integer(4);
        if (!arguments.optionalString(5).isEmpty()) {
            throw new CloudException(ErrorCode.INTERNAL, "Full text search is not supported by the SQL backend");
        }
        List<VirtualMachine> inState = cloud.vms().stream()
                .filter(vm -> switch (state) {
                    case ANY_STATE -> true;
                    case ANY_BUT_DONE -> !vm.shown().is(VmState.DONE);
                    default -> vm.shown().state() == state;
                })
                .toList();
        return pool(Selection.of(arguments).from(cloud, user, inState), document);
    }

    /** Returns VMs by their ids, without those that do not exist or that the user may not see. */
    private XmlRpcValue set(User user, Arguments arguments) {
        Set<String> wanted = Arrays.stream(arguments.string(1).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toSet());
        boolean extended = arguments.optionalBool(2);
        List<VirtualMachine> chosen = cloud.vms().stream()
                .filter(vm -> wanted.contains(Integer.toString(vm.id())))
                .filter(vm -> !vm.shown().is(VmState.DONE) && cloud.mayUse(user, vm, Right.USE))
                .sorted(Comparator.comparingInt(VirtualMachine::id).reversed())
                .toList();
        return pool(chosen, extended ? documents::vmInPool : documents::vmSummary);
    }

    private static XmlRpcValue pool(List<VirtualMachine> vms, Function<VirtualMachine, String> document) {
        return XmlRpcValue.of(Documents.pool("VM_POOL", vms, document));
    }
}
