package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.HistoryRecord;
import io.onemachine.devcloud.cloud.PlannedAction;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.snapshot.DiskSnapshot;
import io.onemachine.devcloud.snapshot.DiskSnapshots;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code <VM>}, in full and in the two forms of lists. */
final class VmDocument {

    /** The attributes of a disk in lists, in order. */
    private static final List<String> DISK_SUMMARY = List.of(
            "DISK_ID",
            "DATASTORE",
            "DATASTORE_ID",
            "IMAGE",
            "IMAGE_ID",
            "SIZE",
            "TYPE",
            "CLONE",
            "CLONE_TARGET",
            "LN_TARGET",
            "DISK_SNAPSHOT_TOTAL_SIZE");

    private static final List<String> NIC_SUMMARY = List.of(
            "IP",
            "EXTERNAL_IP",
            "IP6_ULA",
            "IP6_LINK",
            "IP6_GLOBAL",
            "NETWORK_MODE",
            "SCHED_REQUIREMENTS",
            "SCHED_RANK",
            "MAC",
            "NETWORK",
            "NETWORK_ID",
            "NIC_ID",
            "SECURITY_GROUPS");

    /** The attributes of every card, even before the scheduler has chosen its network. */
    private static final Set<String> COMMON_NIC_ATTRIBUTES =
            Set.of("MAC", "NETWORK", "NETWORK_ID", "NIC_ID", "SECURITY_GROUPS");

    private static final List<String> GRAPHICS_SUMMARY = List.of("LISTEN", "PASSWD", "PORT", "TYPE");

    private static final List<String> HISTORY_TIMES =
            List.of("STIME", "ETIME", "PSTIME", "PETIME", "RSTIME", "RETIME", "ESTIME", "EETIME");

    private static final int NONE = -1;
    private static final int NO_PLAN = -2;

    private final Documents documents;

    VmDocument(Documents documents) {
        this.documents = documents;
    }

    /** Returns the document with the whole history and the planned actions, which end with DONE. */
    String full(VirtualMachine vm) {
        return whole(vm, vm.history(), vm.state() == VmState.DONE ? List.of() : planned(vm));
    }

    String inPool(VirtualMachine vm) {
        List<HistoryRecord> history = vm.history();
        return whole(vm, history.subList(Math.max(0, history.size() - 1), history.size()), List.of());
    }

    private String whole(VirtualMachine vm, List<HistoryRecord> stays, List<Vector> planned) {
        DocumentWriter out = documents.head("VM", vm).permissions(vm.permissions());
        out.text("LAST_POLL", 0)
                .text("STATE", vm.shown().state())
                .text("LCM_STATE", vm.shown().lcmState())
                .text("PREV_STATE", vm.shown().state())
                .text("PREV_LCM_STATE", vm.shown().lcmState())
                .text("RESCHED", 0)
                .text("STIME", vm.created())
                .text("ETIME", vm.ended())
                .text("DEPLOY_ID", vm.deployId())
                .text("MONITORING", "")
                .open("SCHED_ACTIONS");
        planned(vm).forEach(action -> out.text("ID", action.text("ID")));
        out.close("SCHED_ACTIONS").open("TEMPLATE");
        vm.template().forEach((name, value) -> {
            if (!name.equals(PlannedAction.ATTRIBUTE)) {
                out.attribute(name, value);
            }
        });
        planned.forEach(action -> planned(out, vm, action));
        out.close("TEMPLATE").attributes("USER_TEMPLATE", vm.userTemplate());
        if (stays.isEmpty()) {
            out.empty("HISTORY_RECORDS");
        } else {
            out.open("HISTORY_RECORDS");
            stays.forEach(history -> history(out, vm, history));
            out.close("HISTORY_RECORDS");
        }
        vm.diskSnapshots().forEach(snapshots -> snapshots(out, snapshots));
        return out.open("BACKUPS")
                .empty("BACKUP_CONFIG")
                .text("BACKUP_IDS", "")
                .close("BACKUPS")
                .close("VM")
                .toString();
    }

    String summary(VirtualMachine vm) {
        DocumentWriter out = documents
                .head("VM", vm)
                .text("LAST_POLL", 0)
                .text("STATE", vm.shown().state())
                .text("LCM_STATE", vm.shown().lcmState())
                .text("RESCHED", 0)
                .text("STIME", vm.created())
                .text("ETIME", vm.ended())
                .text("DEPLOY_ID", vm.deployId());
        Attributes template = vm.template();
        out.open("TEMPLATE")
                .text("CPU", template.text("CPU"))
                .text("MEMORY", template.text("MEMORY"))
                .text("VCPU", template.text("VCPU"));
        template.vectors("DISK").forEach(disk -> some(out, "DISK", disk, DISK_SUMMARY));
        template.vectors("NIC").forEach(nic -> some(out, "NIC", nic, NIC_SUMMARY));
        // A list shows aliases like cards; only their ids differ.
        template.vectors("NIC_ALIAS").forEach(alias -> some(out, "NIC", alias, NIC_SUMMARY));
        template.vectors("GRAPHICS").forEach(graphics -> some(out, "GRAPHICS", graphics, GRAPHICS_SUMMARY));
        out.close("TEMPLATE").empty("MONITORING");
        if (vm.userTemplate().isEmpty()) {
            out.empty("USER_TEMPLATE");
        } else {
            out.attributes("USER_TEMPLATE", vm.userTemplate());
        }
        if (vm.history().isEmpty()) {
            return out.empty("HISTORY_RECORDS").close("VM").toString();
        }
        HistoryRecord last = vm.history().getLast();
        out.open("HISTORY_RECORDS").open("HISTORY").text("OID", vm.id()).text("SEQ", last.sequence());
        out.cdata("HOSTNAME", HostDocument.NAME)
                .text("HID", 0)
                .text("CID", 0)
                .text("DS_ID", 0)
                .cdata("VM_MAD", HostDocument.DRIVER)
                .cdata("TM_MAD", HostDocument.DRIVER)
                .cdata("ACTION", Integer.toString(number(last.action())));
        return out.close("HISTORY").close("HISTORY_RECORDS").close("VM").toString();
    }

    private static void some(DocumentWriter out, String element, Vector vector, List<String> names) {
        out.open(element);
        names.stream()
                .filter(name -> vector.texts().containsKey(name) || COMMON_NIC_ATTRIBUTES.contains(name))
                .forEach(name -> out.cdata(name, vector.text(name)));
        out.close(element);
    }

    private static List<Vector> planned(VirtualMachine vm) {
        return vm.template().vectors(PlannedAction.ATTRIBUTE);
    }

    private static void planned(DocumentWriter out, VirtualMachine vm, Vector action) {
        out.open(PlannedAction.ATTRIBUTE)
                .text("ID", action.text("ID"))
                .text("PARENT_ID", vm.id())
                .text("TYPE", "VM")
                .text("ACTION", action.text("ACTION"))
                .text("ARGS", action.text("ARGS"))
                .text("TIME", PlannedAction.of(action).due(vm.created()))
                .text("REPEAT", NONE)
                .text("DAYS", "")
                .text("END_TYPE", NONE)
                .text("END_VALUE", NONE)
                .text("DONE", action.has("DONE") ? action.text("DONE") : Integer.toString(NONE))
                .text("MESSAGE", action.text("MESSAGE"))
                .text("WARNING", 0)
                .close(PlannedAction.ATTRIBUTE);
    }

    private static void snapshots(DocumentWriter out, DiskSnapshots snapshots) {
        out.open("SNAPSHOTS")
                .cdata("ALLOW_ORPHANS", "NO")
                .cdata("CURRENT_BASE", Integer.toString(DiskSnapshots.NONE))
                .cdata("DISK_ID", Integer.toString(snapshots.diskId()))
                .cdata("NEXT_SNAPSHOT", Integer.toString(snapshots.nextId()));
        for (DiskSnapshot snapshot : snapshots.all()) {
            out.open("SNAPSHOT");
            if (snapshots.active() == snapshot.id()) {
                out.cdata("ACTIVE", "YES");
            }
            String children = snapshots.children(snapshot.id()).stream()
                    .map(child -> Integer.toString(child))
                    .collect(Collectors.joining(","));
            if (!children.isEmpty()) {
                out.cdata("CHILDREN", children);
            }
            out.cdata("DATE", Long.toString(snapshot.created())).cdata("ID", Integer.toString(snapshot.id()));
            if (!snapshot.name().isEmpty()) {
                out.cdata("NAME", snapshot.name());
            }
            out.cdata("PARENT", Integer.toString(snapshot.parent()))
                    .cdata("SIZE", Long.toString(snapshot.sizeMb()))
                    .close("SNAPSHOT");
        }
        out.close("SNAPSHOTS");
    }

    private static void history(DocumentWriter out, VirtualMachine vm, HistoryRecord history) {
        long[] times = history.times();
        out.open("HISTORY")
                .text("OID", vm.id())
                .text("SEQ", history.sequence())
                .text("HOSTNAME", HostDocument.NAME)
                .text("HID", 0)
                .text("CID", 0);
        for (int i = 0; i < times.length; i++) {
            out.text(HISTORY_TIMES.get(i), times[i]);
            if (i == 1) {
                out.cdata("VM_MAD", HostDocument.DRIVER)
                        .cdata("TM_MAD", HostDocument.DRIVER)
                        .text("DS_ID", 0)
                        .text("PLAN_ID", NO_PLAN)
                        .text("ACTION_ID", NONE);
            }
        }
        boolean acted = history.actorId() >= 0;
        out.text("ACTION", number(history.action()))
                .text("UID", history.actorId())
                .text("GID", acted ? 0 : -1)
                .text("REQUEST_ID", acted ? 0 : -1)
                .close("HISTORY");
    }

    private static int number(@Nullable VmAction action) {
        return action == null ? 0 : action.number();
    }
}
