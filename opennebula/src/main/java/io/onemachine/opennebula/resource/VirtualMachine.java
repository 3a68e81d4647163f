package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
 */
public record VirtualMachine(
        int id,
        String name,
        Owner owner,
        VmStatus status,
        Optional<Instant> since,
        Template template,
        Template userTemplate) {

    /** Parses a {@code <VM>}. */
    public static VirtualMachine of(XmlElement vm) {
        return new VirtualMachine(
                Numbers.integer(vm, "ID"),
                vm.childText("NAME"),
                Owner.of(vm),
                new VmStatus(Numbers.integer(vm, "STATE"), Numbers.integer(vm, "LCM_STATE")),
                since(vm),
                vm.child("TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY),
                vm.child("USER_TEMPLATE").map(Template::fromXml).orElse(Template.EMPTY));
    }

    private static Optional<Instant> since(XmlElement vm) {
        long seconds = Numbers.number(vm, "STIME");
        return seconds > 0 ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
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
