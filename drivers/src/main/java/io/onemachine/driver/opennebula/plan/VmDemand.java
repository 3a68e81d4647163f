package io.onemachine.driver.opennebula.plan;

import io.onemachine.opennebula.resource.VirtualNetwork;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What new VMs take from quotas and networks.
 *
 * @param machines the number of VMs
 * @param metrics the amounts by metric of the quotas for VMs, such as {@code CPU}
 * @param networks the addresses by network id
 * @param images the use of images by image id
 */
record VmDemand(
        int machines,
        Map<String, BigDecimal> metrics,
        Map<Integer, NetworkUse> networks,
        Map<Integer, ImageUse> images) {

    /** No VMs. */
    static final VmDemand NONE = new VmDemand(0, Map.of(), Map.of(), Map.of());

    /** The number of addresses that are taken from a network. */
    record NetworkUse(VirtualNetwork network, int addresses) {
        private NetworkUse plus(NetworkUse other) {
            return new NetworkUse(network, addresses + other.addresses);
        }
    }

    /**
     * The number of VMs that use an image.
     *
     * @param isExclusive whether one VM at a time can use it
     */
    record ImageUse(String name, int vms, boolean isExclusive) {
        private ImageUse plus(ImageUse other) {
            return new ImageUse(name, vms + other.vms, isExclusive || other.isExclusive);
        }
    }

    /** Returns the sum of both. */
    VmDemand plus(VmDemand other) {
        Map<String, BigDecimal> allMetrics = new LinkedHashMap<>(metrics);
        other.metrics.forEach((metric, more) -> allMetrics.merge(metric, more, BigDecimal::add));
        Map<Integer, NetworkUse> allNetworks = new LinkedHashMap<>(networks);
        other.networks.forEach((id, more) -> allNetworks.merge(id, more, NetworkUse::plus));
        Map<Integer, ImageUse> allImages = new LinkedHashMap<>(images);
        other.images.forEach((id, more) -> allImages.merge(id, more, ImageUse::plus));
        return new VmDemand(machines + other.machines, allMetrics, allNetworks, allImages);
    }
}
