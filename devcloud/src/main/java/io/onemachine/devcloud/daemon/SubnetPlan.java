package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.hypervisor.HypervisorProvider.Addressing;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds subnets for a cloud's two networks that are unused on this computer.
 *
 * <p>Bridged networks are in 198.18.0.0/15, which is reserved for benchmarks and clashes with no real network. Networks on
 * the loopback device are in 127.0.0.0/8; a running cloud listens on {@link #CLAIM_PORT} of its networks' first addresses, which
 * shows other clouds that they are in use.
 */
final class SubnetPlan {

    /** The port on which a cloud with networks on the loopback device listens at their gateways' addresses. */
    static final int CLAIM_PORT = 2376;

    private final Addressing addressing;

    SubnetPlan(Addressing addressing) {
        this.addressing = addressing;
    }

    /** Chooses two adjacent subnets; the start of the search depends on the cloud, so that two clouds seldom collide. */
    List<Ipv4Subnet> choose(int seed) throws StartException {
        List<Ipv4Subnet> candidates = candidates();
        for (int i = 0; i < candidates.size(); i++) {
            List<Ipv4Subnet> halves = halves(candidates.get(Math.floorMod(seed + i, candidates.size())));
            if (halves.stream().allMatch(subnet -> user(subnet, Set.of()).isEmpty())) {
                return halves;
            }
        }
        throw new StartException("No subnet is free for the cloud's networks. Give one with --subnet.");
    }

    /** Returns the two halves of a requested subnet. */
    List<Ipv4Subnet> split(String text) throws StartException {
        Ipv4Subnet subnet;
        try {
            subnet = Ipv4Subnet.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StartException("--subnet: " + e.getMessage() + ".");
        }
        boolean loopback = Ipv4Subnet.parse("127.0.0.0/8").contains(subnet.base());
        if (loopback != (addressing == Addressing.LOOPBACK)) {
            throw new StartException(
                    "--subnet: the stub hypervisor's hosts need addresses in 127.0.0.0/8, others must not"
                            + " have them; " + text + " does not fit.");
        }
        if (subnet.prefixLength() > 27) {
            throw new StartException(
                    "--subnet: " + text + " is too small; it must have room for two networks: /27 at least.");
        }
        List<Ipv4Subnet> halves = halves(subnet);
        requireFree(halves, Set.of());
        return halves;
    }

    /** Checks that only the cloud's own bridges use the subnets. */
    void requireFree(List<Ipv4Subnet> subnets, Set<String> ownBridges) throws StartException {
        for (Ipv4Subnet subnet : subnets) {
            Optional<String> user = user(subnet, ownBridges);
            if (user.isPresent()) {
                throw new StartException("The cloud's network " + subnet + " is in use by " + user.get()
                        + ". Stop that, or start a new cloud with another --state.");
            }
        }
    }

    /** Returns the addresses to lease: without the first nine, which are this computer's own and free for fixed assignments. */
    static Network.AddressRange range(Ipv4Subnet subnet) {
        long first = subnet.base() + 10;
        long last = subnet.base() + subnet.size() - 6;
        return new Network.AddressRange(first, (int) Math.min(60_000, last - first + 1));
    }

    private List<Ipv4Subnet> candidates() {
        List<Ipv4Subnet> candidates = new ArrayList<>();
        switch (addressing) {
            case BRIDGED -> {
                for (long block = Ipv4Subnet.address("198.18.10.0");
                        block < Ipv4Subnet.address("198.20.0.0");
                        block += 512) {
                    candidates.add(new Ipv4Subnet(block, 23));
                }
            }
            case LOOPBACK -> {
                for (long block = Ipv4Subnet.address("127.20.0.0");
                        block < Ipv4Subnet.address("127.240.0.0");
                        block += 1 << 17) {
                    candidates.add(new Ipv4Subnet(block, 15));
                }
            }
        }
        return candidates;
    }

    private static List<Ipv4Subnet> halves(Ipv4Subnet subnet) {
        Ipv4Subnet first = new Ipv4Subnet(subnet.base(), subnet.prefixLength() + 1);
        return List.of(first, new Ipv4Subnet(subnet.base() + first.size(), first.prefixLength()));
    }

    /** Returns the user of a subnet; empty when it is free. */
    private Optional<String> user(Ipv4Subnet subnet, Set<String> ownBridges) {
        return switch (addressing) {
            case BRIDGED -> interfaceIn(subnet, ownBridges);
            case LOOPBACK -> claimant(subnet);
        };
    }

    private static Optional<String> interfaceIn(Ipv4Subnet subnet, Set<String> ownBridges) {
        try {
            for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!ownBridges.contains(device.getName()) && isIn(subnet, device)) {
                    return Optional.of("the network interface " + device.getName());
                }
            }
            return Optional.empty();
        } catch (SocketException e) {
            return Optional
                    .empty(); // this computer does not show its interfaces; creating the bridge will fail if it is in
            // use
        }
    }

    private static boolean isIn(Ipv4Subnet subnet, NetworkInterface device) {
        Set<Ipv4Subnet> own = device.getInterfaceAddresses().stream()
                .filter(address -> address.getAddress() instanceof Inet4Address)
                .filter(address -> address.getNetworkPrefixLength() >= 8)
                .map(SubnetPlan::subnetOf)
                .collect(Collectors.toSet());
        return own.stream().anyMatch(subnet::overlaps);
    }

    private static Ipv4Subnet subnetOf(InterfaceAddress address) {
        int length = Math.min(30, address.getNetworkPrefixLength());
        long host = Ipv4Subnet.address(address.getAddress().getHostAddress());
        return new Ipv4Subnet(host - host % (1L << (32 - length)), length);
    }

    private static Optional<String> claimant(Ipv4Subnet subnet) {
        try (ServerSocket socket = new ServerSocket()) {
            InetAddress gateway = InetAddress.getByName(Ipv4Subnet.format(subnet.gateway()));
            socket.bind(new InetSocketAddress(gateway, CLAIM_PORT));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "another process, which listens on " + Ipv4Subnet.format(subnet.gateway()) + ":" + CLAIM_PORT);
        }
    }
}
