package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A virtual machine.
 *
 * @param id its number; 0 is a valid one
 * @param name its name; not unique
 * @param owner whose it is
 * @param status its states
 * @param since when it was made; empty when the answer does not say
 * @param template what it is made of; a pool that is not extended gives a part of it
 * @param userTemplate what users and the scheduler noted about it; a pool that is not extended gives a part of it
 */
public record VirtualMachine(
        int id,
        String name,
        Owner owner,
        VmStatus status,
        Optional<Instant> since,
        Template template,
        Template userTemplate) {

    /** Reads a {@code <VM>}. */
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

    /** Its network cards, in order. */
    public List<Nic> nics() {
        return template.vectors("NIC").stream().map(Nic::of).toList();
    }

    /** The other addresses on its network cards, in order. */
    public List<Nic> nicAliases() {
        return template.vectors("NIC_ALIAS").stream().map(Nic::of).toList();
    }

    /** Whether it told OneGate that it is ready, as the contextualization does at its end where {@code REPORT_READY} asks for it. */
    public boolean isReportedReady() {
        return userTemplate.single("READY").orElse("").equalsIgnoreCase("YES");
    }

    /** What the scheduler says about a virtual machine that it cannot place. */
    public Optional<String> schedulerMessage() {
        return said("SCHED_MESSAGE");
    }

    /** What went wrong last. */
    public Optional<String> error() {
        return said("ERROR");
    }

    private Optional<String> said(String name) {
        return userTemplate.single(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
