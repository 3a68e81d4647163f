package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.Expression;
import io.onemachine.devcloud.cloud.Expression.Truth;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses networks at placement for cards that leave the choice to the scheduler, {@code NETWORK_MODE="auto"}. Until
 * then such a card has neither network nor address; afterwards it keeps the choice for the VM's whole life. Called inside
 * {@link Cloud#locked}.
 */
public final class AutomaticNetworks {

    private static final String USED_LEASES = "USED_LEASES";

    /** The default {@code SCHED_RANK}: the network with the fewest leases wins. */
    private static final String DEFAULT_RANK = "-" + USED_LEASES;

    private static final Set<String> NETWORK_ATTRIBUTES =
            Set.of("NETWORK", "NETWORK_ID", "NETWORK_UID", "NETWORK_UNAME", "MAC");

    private final Cloud cloud;

    /** Reports that no network fits. */
    private static final class NoNetworkException extends Exception {

        private static final long serialVersionUID = 1L;

        NoNetworkException(String message) {
            super(message);
        }
    }

    public AutomaticNetworks(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Returns whether a card leaves its network to the scheduler. */
    static boolean isAutomatic(Vector nic) {
        return nic.text("NETWORK_MODE").toUpperCase(Locale.ROOT).equals("AUTO");
    }

    /** Returns a card that waits for the scheduler; a network that it names, such as one from another VM, is dropped. */
    static Vector opened(Vector given) {
        Vector nic = given.copy();
        nic.texts().keySet().removeAll(NETWORK_ATTRIBUTES);
        return nic;
    }

    /** Returns whether the scheduler has yet to choose a card's network. */
    static boolean isOpen(Vector nic) {
        return isAutomatic(nic) && !nic.has("NETWORK_ID");
    }

    /**
     * Chooses a network for each card of a VM that has none yet, and leases an address there. Several cards get different
     * networks.
     *
     * @return the scheduler's message when that is not possible; nothing has changed then
     */
    public Optional<String> choose(VirtualMachine vm) {
        List<Vector> open = vm.template().vectors("NIC").stream()
                .filter(AutomaticNetworks::isOpen)
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        User owner = cloud.user(vm.ownerId());
        References references = new References(cloud, owner);
        List<Network> chosen = new ArrayList<>();
        try {
            for (Vector nic : open) {
                references.securityGroups(nic);
                chosen.add(choose(nic, owner, chosen));
            }
        } catch (NoNetworkException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (CloudException e) {
            return Optional.of("Cannot dispatch VM: " + e.getMessage());
        }
        Nics nics = new Nics(references, vm.id());
        for (int i = 0; i < open.size(); i++) {
            Vector nic = open.get(i);
            nic.texts().putAll(nics.completed(nic, chosen.get(i), number(nic)).texts());
        }
        Nics.applySecurityGroups(vm.template());
        vm.template()
                .vector("CONTEXT")
                .ifPresent(context -> open.forEach(nic -> Context.describe(cloud, context, nic)));
        return Optional.empty();
    }

    private Network choose(Vector nic, User owner, List<Network> taken) throws NoNetworkException {
        int number = number(nic);
        String requirements = nic.text("SCHED_REQUIREMENTS");
        List<Network> allowed = cloud.networks().stream()
                .filter(network -> cloud.mayUse(owner, network, Right.USE))
                .toList();
        if (allowed.isEmpty()) {
            throw new NoNetworkException(cloud.release().noNetworkAllowed(number));
        }
        Expression expression = expression(number, requirements);
        List<Network> fitting = allowed.stream()
                .filter(network -> expression.holds(attributes(network), Truth.FALSE) == Truth.TRUE)
                .toList();
        if (fitting.isEmpty()) {
            throw new NoNetworkException(cloud.release().noNetworkMeets(number, requirements));
        }
        return fitting.stream()
                .filter(network -> !taken.contains(network) && Nics.hasAddress(nic, network))
                .max(Comparator.<Network>comparingDouble(network -> rank(nic, network))
                        .thenComparing(Comparator.comparingInt(Network::id).reversed()))
                .orElseThrow(() -> new NoNetworkException(cloud.release().noAddressLeft()));
    }

    private static int number(Vector nic) {
        return Integer.parseInt(nic.text("NIC_ID"));
    }

    private static Expression expression(int number, String requirements) throws NoNetworkException {
        try {
            return Expression.parse(requirements);
        } catch (IllegalArgumentException e) {
            throw new NoNetworkException(
                    "Cannot dispatch VM: Error in SCHED_NIC_REQUIREMENTS in NIC " + number + ": " + e.getMessage());
        }
    }

    /** Returns a network's rank: a numeric attribute of the network, with or without a minus sign. */
    private double rank(Vector nic, Network network) {
        String rank = nic.has("SCHED_RANK") ? nic.text("SCHED_RANK").strip() : DEFAULT_RANK;
        boolean lowest = rank.startsWith("-");
        String name = lowest ? rank.substring(1).strip() : rank;
        double value = attributes(network).getOrDefault(name, List.of()).stream()
                .filter(text -> text.matches("\\d{1,9}"))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(0);
        return lowest ? -value : value;
    }

    private Map<String, List<String>> attributes(Network network) {
        Map<String, List<String>> attributes = new HashMap<>();
        attributes.put("ID", List.of(Integer.toString(network.id())));
        attributes.put("NAME", List.of(network.name()));
        attributes.put("UID", List.of(Integer.toString(network.ownerId())));
        attributes.put("UNAME", List.of(cloud.userName(network.ownerId())));
        attributes.put("GID", List.of(Integer.toString(network.groupId())));
        attributes.put("BRIDGE", List.of(network.bridge()));
        attributes.put("CLUSTERS/ID", List.of("0"));
        attributes.put(USED_LEASES, List.of(Integer.toString(network.leases().size())));
        switch (network.subnet()) {
            case Ipv4Subnet subnet -> {
                attributes.put("GATEWAY", List.of(subnet.gatewayAddress()));
                attributes.put("NETWORK_ADDRESS", List.of(Ipv4Subnet.format(subnet.base())));
                attributes.put("NETWORK_MASK", List.of(subnet.mask()));
            }
            case Ipv6Subnet subnet -> attributes.put("GATEWAY6", List.of(subnet.gatewayAddress()));
        }
        return attributes;
    }
}
