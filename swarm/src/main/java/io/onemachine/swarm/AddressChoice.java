package io.onemachine.swarm;

import io.onemachine.machine.host.HostAddress;
import io.onemachine.machine.reference.Reference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Selects the address that a machine advertises in its swarm. */
final class AddressChoice {
    private AddressChoice() {}

    /**
     * Selects the address of a card.
     *
     * @param card the card, as {@link HostAddress#isOf} takes it; empty for the only one
     * @param network the network in which the managers are; of several cards the one in it is taken
     * @throws SwarmCheckException when there is no such card, or several come into question
     */
    static String choose(SwarmHost host, String option, Optional<String> card, Optional<String> network) {
        List<HostAddress> all = host.addresses();
        if (card.isPresent()) {
            return first(all.stream()
                            .filter(address -> address.isOf(card.get()))
                            .toList())
                    .orElseThrow(() -> new SwarmCheckException(
                            "Machine \"" + host.name() + "\" has no address at a card or network \"" + card.get() + "\""
                                    + (all.isEmpty() ? ": its cards are not known" : "; it has " + described(all)),
                            null));
        }
        if (all.isEmpty()) {
            return host.address();
        }
        if (cards(all) == 1) {
            return first(all).orElseThrow();
        }
        List<HostAddress> near = all.stream()
                .filter(address -> network.filter(address.network()::equals).isPresent())
                .toList();
        if (cards(near) == 1) {
            return first(near).orElseThrow();
        }
        throw new SwarmCheckException(
                "Machine \"" + host.name()
                        + "\" has several addresses, and the other nodes have to reach the one that it advertises: "
                        + described(all),
                "Name the card or network with " + Reference.option(option) + ".");
    }

    /** Returns the network of an address; empty when it is not known. */
    static Optional<String> network(SwarmHost host, String address) {
        return host.addresses().stream()
                .filter(it -> it.address().equals(address) && !it.network().isEmpty())
                .map(HostAddress::network)
                .findFirst();
    }

    /** Returns whether a machine has an address, as far as is known. */
    static boolean has(SwarmHost host, String address) {
        List<HostAddress> all = host.addresses();
        return all.isEmpty()
                ? host.address().equals(address)
                : all.stream().anyMatch(it -> it.address().equals(address));
    }

    /** Returns the first address: those of IPv4 come first. */
    private static Optional<String> first(List<HostAddress> addresses) {
        return addresses.stream().map(HostAddress::address).findFirst();
    }

    private static long cards(List<HostAddress> addresses) {
        return addresses.stream().map(HostAddress::card).distinct().count();
    }

    private static String described(List<HostAddress> addresses) {
        return addresses.stream().map(HostAddress::described).collect(Collectors.joining(", "));
    }
}
