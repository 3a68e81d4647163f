package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.hypervisor.HostAddress;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HostSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts the cloud's data of a VM for the hypervisor. Called inside {@link Cloud#locked}. */
public final class HostSpecs {

    /** The prefix of VM and image attributes for the hypervisor, which are passed in the context. */
    private static final String FOR_THE_HYPERVISOR = "ONEMACHINE_STUB_";

    private final Cloud cloud;
    private final Path directory;

    /**
     * @param directory the parent folder of the VMs' disk folders
     */
    HostSpecs(Cloud cloud, Path directory) {
        this.cloud = cloud;
        this.directory = directory;
    }

    /** Returns the hypervisor's view of a network. */
    public static HostNetwork of(Network network) {
        return new HostNetwork(
                network.id(),
                network.bridge(),
                network.subnet().gatewayAddress(),
                network.subnet().prefixLength(),
                switch (network.subnet()) {
                    case Ipv4Subnet _ -> List.of();
                    case Ipv6Subnet subnet -> List.of(subnet.ulaGatewayAddress());
                });
    }

    Path directory(VirtualMachine vm) {
        return directory.resolve(Integer.toString(vm.id()));
    }

    /** Returns the specification; empty for a VM without an image: it runs, but there is nothing to run. */
    Optional<HostSpec> of(VirtualMachine vm) {
        List<Vector> volatileDisks = volatileDisks(vm);
        return root(vm).map(disk -> new HostSpec(
                vm.id(),
                vm.name(),
                disk.text("SOURCE"),
                directory(vm),
                vm.memoryMb(),
                volatileDisks.stream()
                        .map(other -> Long.valueOf(other.text("SIZE")))
                        .toList(),
                nics(vm.template()),
                context(vm, disk)));
    }

    /** Returns whether a VM's host boots from this disk. */
    static boolean isRoot(VirtualMachine vm, int diskId) {
        return root(vm).filter(disk -> disk.text("DISK_ID").equals(Integer.toString(diskId)))
                .isPresent();
    }

    /** Returns the place of a disk among the VM's volatile ones; below zero when it is none of them. */
    static int volatileIndex(VirtualMachine vm, int diskId) {
        return volatileDisks(vm).stream()
                .map(disk -> disk.text("DISK_ID"))
                .toList()
                .indexOf(Integer.toString(diskId));
    }

    private static Optional<Vector> root(VirtualMachine vm) {
        return vm.template().vectors("DISK").stream()
                .filter(disk -> disk.has("SOURCE"))
                .findFirst();
    }

    private static List<Vector> volatileDisks(VirtualMachine vm) {
        return vm.template().vectors("DISK").stream()
                .filter(disk -> !disk.has("IMAGE_ID"))
                .toList();
    }

    private List<HostNic> nics(Attributes template) {
        List<HostNic> nics = new ArrayList<>();
        for (Vector nic : template.vectors("NIC")) {
            List<HostAddress> addresses = new ArrayList<>(addresses(nic));
            template.vectors("NIC_ALIAS").stream()
                    .filter(alias -> alias.text("PARENT_ID").equals(nic.text("NIC_ID")))
                    .forEach(alias -> addresses.addAll(addresses(alias)));
            nics.add(new HostNic(of(network(nic)), nic.text("MAC"), addresses));
        }
        return nics;
    }

    private List<HostAddress> addresses(Vector nic) {
        HostNetwork network = of(network(nic));
        return Stream.of("IP", "IP6_GLOBAL", "IP6_ULA")
                .filter(nic::has)
                .map(name -> new HostAddress(network, nic.text(name)))
                .toList();
    }

    private Network network(Vector nic) {
        return cloud.network(Integer.parseInt(nic.text("NETWORK_ID")));
    }

    private Map<String, String> context(VirtualMachine vm, Vector disk) {
        Map<String, String> context = new HashMap<>();
        cloud.findImage(Integer.parseInt(disk.text("IMAGE_ID")))
                .map(Image::attributes)
                .ifPresent(attributes -> handOver(attributes, context));
        handOver(vm.userTemplate(), context);
        vm.template().vector("CONTEXT").ifPresent(own -> context.putAll(own.texts()));
        return context;
    }

    private static void handOver(Attributes attributes, Map<String, String> context) {
        attributes.names().stream()
                .filter(name -> name.startsWith(FOR_THE_HYPERVISOR))
                .forEach(name -> context.put(name, attributes.text(name)));
    }
}
