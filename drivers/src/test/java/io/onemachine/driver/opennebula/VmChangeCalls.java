package io.onemachine.driver.opennebula;

import static io.onemachine.driver.opennebula.FakeOned.lcm;
import static io.onemachine.driver.opennebula.FakeOned.number;
import static io.onemachine.driver.opennebula.FakeOned.text;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.List;
import java.util.Optional;

/** The front end's calls that change an existing VM. As at a real one, the answer precedes the end of the change. */
final class VmChangeCalls {
    private static final String TIME = "1795943298";

    XmlRpcValue answer(MethodCall call, FakeOned.Vm vm) {
        return switch (call.method()) {
            case "one.vm.rename" -> {
                vm.name = text(call, 2);
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.update" -> {
                vm.user = merged(vm.user, Template.parse(text(call, 2)));
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.resize" -> {
                change(vm, LcmState.HOTPLUG_RESIZE);
                vm.template = merged(vm.template, Template.parse(text(call, 2)));
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.diskresize" -> {
                change(vm, LcmState.DISK_RESIZE);
                replace(vm, "DISK", "DISK_ID", number(call, 2), "SIZE", text(call, 3));
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.schedadd" -> {
                int id = next(vm, "SCHED_ACTION", "ID");
                vm.template = vm.template.with(action(text(call, 2), id));
                yield XmlRpcValue.of(id);
            }
            case "one.vm.schedupdate" -> {
                remove(vm, "SCHED_ACTION", "ID", number(call, 2));
                vm.template = vm.template.with(action(text(call, 3), number(call, 2)));
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.scheddelete" -> {
                remove(vm, "SCHED_ACTION", "ID", number(call, 2));
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.snapshotcreate" -> {
                change(vm, LcmState.HOTPLUG_SNAPSHOT);
                int id = next(vm, "SNAPSHOT", "SNAPSHOT_ID");
                vm.template = vm.template.with(Vector.of("SNAPSHOT")
                        .with("SNAPSHOT_ID", Integer.toString(id))
                        .with("NAME", text(call, 2))
                        .with("TIME", TIME));
                yield XmlRpcValue.of(id);
            }
            case "one.vm.snapshotrevert" -> {
                change(vm, LcmState.HOTPLUG_SNAPSHOT);
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.snapshotdelete" -> {
                change(vm, LcmState.HOTPLUG_SNAPSHOT);
                remove(vm, "SNAPSHOT", "SNAPSHOT_ID", number(call, 2));
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.disksnapshotcreate" -> {
                change(vm, LcmState.DISK_SNAPSHOT);
                vm.more = "<SNAPSHOTS><DISK_ID>" + number(call, 2) + "</DISK_ID><SNAPSHOT><ACTIVE>YES</ACTIVE><DATE>"
                        + TIME + "</DATE><ID>0</ID><NAME>" + text(call, 3) + "</NAME></SNAPSHOT></SNAPSHOTS>";
                yield XmlRpcValue.of(0);
            }
            case "one.vm.disksnapshotrevert" -> {
                change(vm, LcmState.DISK_SNAPSHOT_REVERT_POWEROFF);
                yield XmlRpcValue.of(vm.id);
            }
            case "one.vm.disksnapshotdelete" -> {
                change(vm, LcmState.DISK_SNAPSHOT_DELETE);
                vm.more = "";
                yield XmlRpcValue.of(vm.id);
            }
            default -> throw new AssertionError("unexpected " + call);
        };
    }

    /** Shows an operation for two queries, if the VM runs. */
    private static void change(FakeOned.Vm vm, LcmState operation) {
        VmStatus before = vm.status;
        if (before.state() == VmState.ACTIVE) {
            vm.status = lcm(operation);
            vm.ahead.addAll(List.of(lcm(operation), lcm(operation), before));
        }
    }

    private static Vector action(String template, int id) {
        return Template.parse(template).vector("SCHED_ACTION").orElseThrow().with("ID", Integer.toString(id));
    }

    private static Template merged(Template template, Template changes) {
        Template merged = template;
        for (Attribute attribute : changes.attributes()) {
            merged = merged.without(attribute.name()).with(attribute);
        }
        return merged;
    }

    private static int next(FakeOned.Vm vm, String name, String key) {
        return vm.template.vectors(name).stream()
                .mapToInt(vector -> Integer.parseInt(vector.value(key).orElse("0")) + 1)
                .max()
                .orElse(0);
    }

    private static void remove(FakeOned.Vm vm, String name, String key, int id) {
        List<Vector> kept = vm.template.vectors(name).stream()
                .filter(vector -> !vector.value(key).equals(Optional.of(Integer.toString(id))))
                .toList();
        vm.template = vm.template.without(name);
        kept.forEach(vector -> vm.template = vm.template.with(vector));
    }

    private static void replace(FakeOned.Vm vm, String name, String key, int id, String changed, String value) {
        List<Vector> all = vm.template.vectors(name);
        vm.template = vm.template.without(name);
        for (Vector vector : all) {
            boolean isIt = vector.value(key).equals(Optional.of(Integer.toString(id)));
            vm.template = vm.template.with(isIt ? vector.with(changed, value) : vector);
        }
    }
}
