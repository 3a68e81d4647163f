package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HostAddress;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Bridges, network namespaces and the cables between them, all created by {@code ip}.
 *
 * <p>Every interface carries the cloud's mark as its alias and every namespace in its name, which is how they are found again.
 */
final class HostLinks {

    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Path NAMESPACES = Path.of("/run/netns");

    private final String cloud;
    private final CommandRunner runner;

    HostLinks(String cloud, CommandRunner runner) {
        this.cloud = cloud;
        this.runner = runner;
    }

    /** Creates the bridge of a network and gives this computer its address on it. */
    void addBridge(HostNetwork network) throws InterruptedException {
        if (Files.exists(INTERFACES.resolve(network.bridge()))) {
            throw new HypervisorException("A network interface named " + network.bridge()
                    + " exists already and does not belong to this cloud. Remove it (ip link del " + network.bridge()
                    + ") or choose another name for the bridge");
        }
        batch(List.of("ip", "-batch", "-"), bridgeCommands(network), "create the bridge " + network.bridge());
    }

    List<String> bridgeCommands(HostNetwork network) {
        String bridge = network.bridge();
        List<String> commands = new ArrayList<>();
        commands.add("link add name %s address %s type bridge".formatted(bridge, bridgeMac(network)));
        commands.add("link set dev %s alias %s".formatted(bridge, mark()));
        commands.add(addressCommand(network, network.gateway(), bridge));
        network.otherGateways().forEach(address -> commands.add(addressCommand(network, address, bridge)));
        commands.add("link set dev %s up".formatted(bridge));
        return commands;
    }

    /** Creates the namespace of a host with all its network cards. */
    void plug(int vmId, List<HostNic> nics) throws InterruptedException {
        String what = "connect host " + vmId;
        batch(List.of("ip", "-batch", "-"), outerCommands(vmId, nics), what);
        batch(List.of("ip", "-netns", namespace(vmId), "-batch", "-"), innerCommands(nics), what);
    }

    List<String> outerCommands(int vmId, List<HostNic> nics) {
        List<String> commands = new ArrayList<>();
        commands.add("netns add " + namespace(vmId));
        for (int index = 0; index < nics.size(); index++) {
            HostNic nic = nics.get(index);
            commands.add("link add name %s address %s type veth peer name eth%d address %s netns %s"
                    .formatted(cable(vmId, index), outerMac(nic.mac()), index, nic.mac(), namespace(vmId)));
            commands.add("link set dev %s alias %s".formatted(cable(vmId, index), mark()));
            commands.add("link set dev %s master %s up"
                    .formatted(cable(vmId, index), nic.network().bridge()));
            for (HostAddress address : nic.addresses()) {
                if (isForeign(nic, address)) {
                    commands.add("route replace " + route(address) + " dev "
                            + nic.network().bridge());
                }
                // An earlier host with this address may still be cached under another hardware address.
                commands.add("neighbour replace %s lladdr %s dev %s nud stale"
                        .formatted(address.ip(), nic.mac(), nic.network().bridge()));
            }
        }
        return commands;
    }

    List<String> innerCommands(List<HostNic> nics) {
        List<String> commands = new ArrayList<>();
        commands.add("link set dev lo up");
        for (int index = 0; index < nics.size(); index++) {
            HostNic nic = nics.get(index);
            for (HostAddress address : nic.addresses()) {
                commands.add(addressCommand(address.network(), address.ip(), "eth" + index));
            }
            commands.add("link set dev eth%d up".formatted(index));
        }
        defaultRoute(nics, false).ifPresent(commands::add);
        defaultRoute(nics, true).ifPresent(commands::add);
        return commands;
    }

    /** Returns the default route: through the first card in a network of IPv6, or of IPv4. */
    private static Optional<String> defaultRoute(List<HostNic> nics, boolean ipv6) {
        return IntStream.range(0, nics.size())
                .filter(index -> nics.get(index).network().isIpv6() == ipv6)
                .mapToObj(index -> "route add default via %s dev eth%d"
                        .formatted(nics.get(index).network().gateway(), index))
                .findFirst();
    }

    /** Returns the command that adds an address; IPv6 without duplicate detection (nodad), which would block it for a second. */
    private static String addressCommand(HostNetwork network, String address, String device) {
        return "address add %s/%d %s dev %s"
                .formatted(address, network.prefixLength(), network.isIpv6() ? "nodad" : "broadcast +", device);
    }

    /** Removes a host's namespace, cables and routes; missing ones are not an error. */
    void unplug(int vmId, List<HostNic> nics) throws InterruptedException {
        List<String> commands = new ArrayList<>();
        for (int index = 0; index < nics.size(); index++) {
            HostNic nic = nics.get(index);
            nic.addresses().stream()
                    .filter(address -> isForeign(nic, address))
                    .forEach(address -> commands.add("route del " + route(address) + " dev "
                            + nic.network().bridge()));
            if (Files.exists(INTERFACES.resolve(cable(vmId, index)))) {
                commands.add("link del dev " + cable(vmId, index));
            }
        }
        if (Files.exists(NAMESPACES.resolve(namespace(vmId)))) {
            commands.add("netns del " + namespace(vmId));
        }
        force(commands);
    }

    /** Removes everything that carries the cloud's mark, bridges included. */
    void removeAll() throws InterruptedException {
        List<String> commands = new ArrayList<>();
        for (String interfaceName : list(INTERFACES)) {
            if (alias(interfaceName).equals(mark())) {
                commands.add("link del dev " + interfaceName);
            }
        }
        for (String namespace : list(NAMESPACES)) {
            if (namespace.startsWith(namespacePrefix())) {
                commands.add("netns del " + namespace);
            }
        }
        force(commands);
    }

    String namespace(int vmId) {
        return namespacePrefix() + vmId;
    }

    /**
     * Returns a name of at most 15 characters, the kernel's limit: six of the cloud and five of the VM's id in base 36. The first letter
     * avoids the names that systemd-networkd configures by itself (ve-, vb-, vt-, vz-).
     */
    private String cable(int vmId, int index) {
        return "o" + cloud + "-" + Integer.toString(vmId, 36) + "-" + Integer.toString(index, 36);
    }

    /** Returns whether it is an alias of another network than the card's, which this computer would expect on another bridge. */
    private static boolean isForeign(HostNic nic, HostAddress address) {
        return address.network().id() != nic.network().id();
    }

    private static String route(HostAddress address) {
        return address.ip() + (address.network().isIpv6() ? "/128" : "/32");
    }

    private String namespacePrefix() {
        return "onemachine-" + cloud + "-";
    }

    private String mark() {
        return "onemachine:" + cloud;
    }

    /** Derives the address from the network's, so that neighbours' ARP tables stay right when the bridge is created again. */
    private static String bridgeMac(HostNetwork network) {
        try {
            byte[] address = InetAddress.getByName(network.gateway()).getAddress();
            int from = network.isIpv6() ? 4 : 0; // the part of the prefix that differs between clouds
            return "06:01:%02x:%02x:%02x:%02x"
                    .formatted(address[from], address[from + 1], address[from + 2], address[from + 3]);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + network.gateway() + "\" is not an address", e);
        }
    }

    /** Returns the address of a cable's outer end: the guest's with another first byte, still locally administered. */
    private static String outerMac(String mac) {
        return "0a" + mac.substring(2);
    }

    private void batch(List<String> argv, List<String> commands, String what) throws InterruptedException {
        CommandResult result = runner.run(Command.withInput(argv, String.join("\n", commands) + "\n"));
        if (!result.succeeded()) {
            throw new HypervisorException("Cannot " + what + ": " + result.lastLines(3));
        }
    }

    private void force(List<String> commands) throws InterruptedException {
        if (!commands.isEmpty()) {
            // A cable disappears with the other end's namespace, so some of these may find nothing.
            runner.run(Command.withInput(List.of("ip", "-force", "-batch", "-"), String.join("\n", commands) + "\n"));
        }
    }

    private static List<String> list(Path directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new HypervisorException("Cannot read " + directory + ": " + e.getMessage(), e);
        }
        return names;
    }

    private static String alias(String interfaceName) {
        try {
            return Files.readString(INTERFACES.resolve(interfaceName).resolve("ifalias"))
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}
