package io.onemachine.machine.provision;

import io.onemachine.machine.reference.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the engine's ports in a host's firewall.
 *
 * @param firewall the name of the firewall; empty when the host has none
 * @param opened the ports that were opened: {@code 2376/tcp}
 * @param closed the ports that stay closed
 */
record FirewallPorts(String firewall, List<String> opened, List<String> closed) {
    /** No firewall. */
    static final FirewallPorts NONE = new FirewallPorts("", List.of(), List.of());

    FirewallPorts {
        opened = List.copyOf(opened);
        closed = List.copyOf(closed);
    }

    /** Returns what {@code firewall.sh} reports, of the values that a script printed. */
    static FirewallPorts of(Map<String, String> values) {
        return new FirewallPorts(
                values.getOrDefault("firewall", ""),
                HostFacts.words(values.getOrDefault("opened-ports", "")),
                HostFacts.words(values.getOrDefault("closed-ports", "")));
    }

    /** Returns a sentence on what was opened. */
    Optional<String> note() {
        return opened.isEmpty()
                ? Optional.empty()
                : Optional.of("The host's firewall (" + firewall + ") now lets " + String.join(", ", opened)
                        + " through, also after a restart.");
    }

    /** Returns a warning of what is closed. */
    Optional<String> warning() {
        return closed.isEmpty()
                ? Optional.empty()
                : Optional.of("The host's firewall (" + firewall + ") does not let " + String.join(", ", closed)
                        + " through, and " + Reference.option("engine-open-firewall") + " leaves it as it is.");
    }
}
