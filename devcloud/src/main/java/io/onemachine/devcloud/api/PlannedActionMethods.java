package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Kind;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.PlannedAction;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code one.vm.sched…}: the planned actions of existing VMs. */
final class PlannedActionMethods {

    private static final String NOT_GIVEN = "No SCHED_ACTION attribute in template";

    private final Cloud cloud;
    private final Lifecycle lifecycle;

    PlannedActionMethods(Cloud cloud, Lifecycle lifecycle) {
        this.cloud = cloud;
        this.lifecycle = lifecycle;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.vm.schedadd", this::add,
                "one.vm.schedupdate", this::update,
                "one.vm.scheddelete", this::delete);
    }

    private XmlRpcValue add(User user, Arguments arguments) {
        VirtualMachine vm = managed(user, arguments.integer(1));
        if (vm.state() == VmState.DONE) {
            throw new CloudException(
                    ErrorCode.INTERNAL,
                    "Unable to create Scheduled Action for Virtual Machine " + vm.id() + ", it's in DONE state");
        }
        Vector given = given(arguments.string(2)).orElseThrow(() -> new CloudException(ErrorCode.ACTION, NOT_GIVEN));
        int id = cloud.nextActionId();
        try {
            PlannedAction.resolve(given, id, vm.created());
        } catch (CloudException e) {
            throw new CloudException(ErrorCode.ACTION, String.valueOf(e.getMessage()));
        }
        vm.template().add(PlannedAction.ATTRIBUTE, given);
        return changed(vm, id);
    }

    private XmlRpcValue update(User user, Arguments arguments) {
        VirtualMachine vm = managed(user, arguments.integer(1));
        int id = arguments.integer(2);
        Vector given = given(arguments.string(3)).orElseThrow(() -> new CloudException(ErrorCode.INTERNAL, NOT_GIVEN));
        Vector planned = find(vm, id)
                .orElseThrow(() ->
                        new CloudException(ErrorCode.INTERNAL, "SCHED_ACTION with id = " + id + " doesn't exist"));
        Vector merged = planned.copy();
        merged.texts().putAll(given.texts());
        PlannedAction.resolve(merged, id, vm.created());
        planned.texts().putAll(merged.texts());
        return changed(vm, id);
    }

    private XmlRpcValue delete(User user, Arguments arguments) {
        VirtualMachine vm = managed(user, arguments.integer(1));
        int id = arguments.integer(2);
        List<Vector> rest = new ArrayList<>(vm.template().vectors(PlannedAction.ATTRIBUTE));
        Vector planned = find(vm, id).orElseThrow(() -> CloudException.noSuch(Kind.PLANNED_ACTION, id));
        rest.remove(planned);
        vm.template().set(PlannedAction.ATTRIBUTE, rest);
        return changed(vm, vm.id());
    }

    private VirtualMachine managed(User user, int id) {
        VirtualMachine vm = cloud.vm(id);
        cloud.authorize(user, vm, Right.MANAGE);
        return vm;
    }

    private static Optional<Vector> given(String text) {
        Attributes attributes = TemplateText.parse(text);
        return attributes.vector(PlannedAction.ATTRIBUTE);
    }

    private static Optional<Vector> find(VirtualMachine vm, int id) {
        return vm.template().vectors(PlannedAction.ATTRIBUTE).stream()
                .filter(action -> action.text("ID").equals(Integer.toString(id)))
                .findFirst();
    }

    private XmlRpcValue changed(VirtualMachine vm, int answer) {
        lifecycle.changed(vm);
        return XmlRpcValue.of(answer);
    }
}
