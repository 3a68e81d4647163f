package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.option.NetworkCards;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.resource.Nic;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the VM address used for SSH and the engine: from the chosen card, else from the first with an address. An external
 * address, the card's own or an alias', goes before IPv4, and that before IPv6.
 */
public final class AddressSelector {

    private final String machine;
    private final String chosen;

    /** @param chosen the number, name or network of a card or alias; empty for the first with an address */
    public AddressSelector(String machine, String chosen) {
        this.machine = machine;
        this.chosen = chosen;
    }

    /**
     * Returns the address.
     *
     * @throws DriverException when there is none, listing what there is
     */
    public String of(VirtualMachine vm) {
        Stream<Nic> candidates = chosen.isEmpty() ? vm.nics().stream() : chosen(vm).stream();
        return candidates
                .map(nic -> address(vm, nic))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> noAddress(vm));
    }

    private List<Nic> chosen(VirtualMachine vm) {
        List<Nic> all =
                Stream.concat(vm.nics().stream(), vm.nicAliases().stream()).toList();
        Stream<Nic> exact = all.stream()
                .filter(nic -> nic.name().equalsIgnoreCase(chosen) || nic.id().equals(chosen));
        Stream<Nic> connected = all.stream().filter(nic -> nic.network().equals(chosen));
        return Stream.concat(exact, connected).toList();
    }

    private static Optional<String> address(VirtualMachine vm, Nic nic) {
        Stream<Nic> outside = vm.nicAliases().stream()
                .filter(Nic::isExternal)
                .filter(alias -> !nic.name().isEmpty() && alias.parent().equals(nic.name()));
        Optional<String> ofTheCardItself = nic.attributes().value("EXTERNAL_IP").filter(text -> !text.isEmpty());
        return ofTheCardItself
                .or(() -> outside.map(Nic::address).flatMap(Optional::stream).findFirst())
                .or(nic::address);
    }

    private DriverException noAddress(VirtualMachine vm) {
        String subject = "VM " + vm.id() + " (" + machine + ")";
        boolean open = vm.nics().stream().anyMatch(AddressSelector::isOpen);
        if (open
                && (chosen.isEmpty()
                        || chosen(vm).isEmpty()
                        || chosen(vm).stream().anyMatch(AddressSelector::isOpen))) {
            return new DriverException(
                    subject + " has no IP address yet: the scheduler chooses its network when it is placed");
        }
        if (chosen.isEmpty()) {
            return new DriverException(
                    subject + " has no IP address: OpenNebula gave it none",
                    "Its networks may leave addresses to DHCP; " + Reference.program()
                            + " needs one that OpenNebula knows.",
                    null);
        }
        return new DriverException(
                subject + " has no address at the network card \"" + chosen + "\"; it has " + cards(vm),
                "Set the machine's card with " + OpenNebulaOption.NIC + "; it is stored as "
                        + OpenNebulaConfig.MACHINE_NIC + " in config.json.",
                null);
    }

    /** Returns whether the scheduler has yet to choose the network of a card. */
    private static boolean isOpen(Nic nic) {
        return NetworkCards.isChosenByScheduler(nic.attributes())
                && nic.networkId().isEmpty();
    }

    private static String cards(VirtualMachine vm) {
        String cards = Stream.concat(vm.nics().stream(), vm.nicAliases().stream())
                .map(nic -> (nic.name().isEmpty() ? nic.id() : nic.name()) + " (" + nic.network() + ", "
                        + nic.address().orElse("no address") + ")")
                .collect(Collectors.joining(", "));
        return cards.isEmpty() ? "no network card" : cards;
    }
}
