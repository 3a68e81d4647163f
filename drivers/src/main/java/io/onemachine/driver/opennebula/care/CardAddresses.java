package io.onemachine.driver.opennebula.care;

import io.onemachine.machine.host.HostAddress;
import io.onemachine.opennebula.resource.Nic;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.util.List;
import java.util.stream.Stream;

/** Lists the addresses that a VM has itself, which other VMs of its networks reach. */
final class CardAddresses {

    /** The attributes with an address of the VM, best first. */
    private static final List<String> OWN = List.of("IP", "IP6_GLOBAL", "IP6", "IP6_ULA");

    private CardAddresses() {}

    /** Returns the addresses of the cards and then of the aliases, without external ones. */
    static List<HostAddress> of(VirtualMachine vm) {
        return Stream.concat(vm.nics().stream(), vm.nicAliases().stream())
                .filter(nic -> !nic.isExternal())
                .flatMap(CardAddresses::ofCard)
                .toList();
    }

    private static Stream<HostAddress> ofCard(Nic nic) {
        return OWN.stream()
                .flatMap(name -> nic.attributes().value(name).stream())
                .filter(address -> !address.isEmpty())
                .distinct()
                .map(address -> new HostAddress(nic.id(), nic.name(), nic.network(), address));
    }
}
