package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A VM.
 *
 * @param id its id; 0 is valid
 * @param name its name; not unique
 * @param owner its owner
 * @param status its states
 * @param since its creation time; empty when the answer lacks it
 * @param template its template; a pool that is not extended gives a part of it
 * @param userTemplate its user template, which users and the scheduler write; a pool that is not extended gives a part of it
 * @param history its stays on hypervisors, oldest first; a pool gives the last one
 * @param diskSnapshots the snapshots of its disks, by disk
 */
public record VirtualMachine(
        int id,
        String name,
        Owner owner,
        VmStatus status,
        Optional<Instant> since,
        Template template,
        Template userTemplate,
        List<HistoryRecord> history,
        List<VmSnapshot> diskSnapshots) {

    public VirtualMachine {
        history = List.copyOf(history);
        diskSnapshots = List.copyOf(diskSnapshots);
    }

    /** Parses a {@code <VM>}. */
    public static VirtualMachine of(XmlElement vm) {
        return new VirtualMachine(
                Numbers.integer(vm, "ID"),
                vm.childText("NAME"),
                Owner.of(vm),
                new VmStatus(Numbers.integer(vm, "STATE"), Numbers.integer(vm, "LCM_STATE")),
                Numbers.time(vm.childText("STIME")),
                vm.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY),
                vm.child("USER_TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY),
                vm.child("HISTORY_RECORDS").map(VirtualMachine::history).orElse(List.of()),
                vm.children("SNAPSHOTS").stream()
                        .flatMap(VirtualMachine::snapshotsOfDisk)
                        .toList());
    }

    private static List<HistoryRecord> history(XmlElement records) {
        return records.children("HISTORY").stream().map(HistoryRecord::of).toList();
    }

    private static Stream<VmSnapshot> snapshotsOfDisk(XmlElement snapshots) {
        int disk = Numbers.integer(snapshots, "DISK_ID");
        return snapshots.children("SNAPSHOT").stream().map(snapshot -> VmSnapshot.ofDisk(disk, snapshot));
    }

    /** Returns its disks, in order. */
    public List<VmDisk> disks() {
        return template.vectors("DISK").stream().map(VmDisk::of).toList();
    }

    /** Returns its first disk that holds data of its own. */
    public Optional<VmDisk> dataDisk() {
        return disks().stream().filter(VmDisk::isData).findFirst();
    }

    /** Returns the snapshots of the whole VM, in order. */
    public List<VmSnapshot> snapshots() {
        return template.vectors("SNAPSHOT").stream().map(VmSnapshot::ofVm).toList();
    }

    /** Returns its scheduled actions, in order; a pool of release 7.4 has none. */
    public List<ScheduledAction> scheduledActions() {
        return template.vectors(ScheduledAction.ATTRIBUTE).stream()
                .map(ScheduledAction::of)
                .toList();
    }

    /** Returns its share of physical CPUs; 0 when unknown. */
    public double cpu() {
        try {
            return Double.parseDouble(template.single("CPU").orElse("0").strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns the number of its virtual CPUs, of which OpenNebula gives one when the template says nothing. */
    public int virtualCpus() {
        return Math.max(1, Numbers.integer(template.single("VCPU").orElse("1")));
    }

    /** Returns its memory in MB; -1 when unknown. */
    public long memoryMegabytes() {
        return Numbers.number(template.single("MEMORY").orElse(""));
    }

    /** Returns its network cards, in order. */
    public List<Nic> nics() {
        return template.vectors("NIC").stream().map(Nic::of).toList();
    }

    /** Returns the other addresses on its network cards, in order. */
    public List<Nic> nicAliases() {
        return template.vectors("NIC_ALIAS").stream().map(Nic::of).toList();
    }

    /** Returns whether it reported to OneGate that it is ready: the contextualization does at its end if {@code REPORT_READY} is set. */
    public boolean isReportedReady() {
        return userTemplate.single("READY").orElse("").equalsIgnoreCase("YES");
    }

    /** Returns the scheduler's message about a VM that it cannot place. */
    public Optional<String> schedulerMessage() {
        return said("SCHED_MESSAGE");
    }

    /** Returns the last error. */
    public Optional<String> error() {
        return said("ERROR");
    }

    private Optional<String> said(String name) {
        return userTemplate.single(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
