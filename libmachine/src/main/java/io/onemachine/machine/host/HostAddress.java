package io.onemachine.machine.host;

/**
 * An address of a host's network card.
 *
 * @param card the card's number as text, such as {@code 0}
 * @param name the card's name, such as {@code NIC0}; empty when it has none
 * @param network the name of the network that it is connected to; empty when unknown
 * @param address the IPv4 or IPv6 address
 */
public record HostAddress(String card, String name, String network, String address) {
    /** Returns whether a text names the card: its number, its name in upper or lower case, or its network. */
    public boolean isOf(String text) {
        return !text.isEmpty() && (card.equals(text) || name.equalsIgnoreCase(text) || network.equals(text));
    }

    /** Returns the address with its card, for messages: {@code 192.0.2.7 (NIC0, network private)}. */
    public String described() {
        String where = name.isEmpty() ? card : name;
        return address + " (" + where + (network.isEmpty() ? "" : ", network " + network) + ")";
    }
}
