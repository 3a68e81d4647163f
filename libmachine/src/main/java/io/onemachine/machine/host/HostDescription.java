package io.onemachine.machine.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a cloud knows of a host.
 *
 * @param id its id in the cloud
 * @param name its name in the cloud
 * @param state its state in the words of the cloud
 * @param size its size
 * @param disks its disks
 * @param addresses its addresses, best first
 * @param hypervisor the name of the computer that it runs on; empty when it runs on none
 * @param owner the user that it belongs to
 * @param group the group that it belongs to
 * @param created its creation time
 * @param leaseEnd when the cloud removes it; empty for never
 * @param labels its labels
 * @param snapshots its snapshots
 * @param problem the cloud's last complaint about it; empty for none
 */
public record HostDescription(
        String id,
        String name,
        String state,
        HostSize size,
        List<Disk> disks,
        List<String> addresses,
        String hypervisor,
        String owner,
        String group,
        Optional<Instant> created,
        Optional<Instant> leaseEnd,
        List<String> labels,
        List<HostSnapshot> snapshots,
        String problem) {
    public HostDescription {
        disks = List.copyOf(disks);
        addresses = List.copyOf(addresses);
        labels = List.copyOf(labels);
        snapshots = List.copyOf(snapshots);
    }

    /**
     * A disk.
     *
     * @param id its id in the host
     * @param image the image that it was made of; empty for none
     * @param megabytes its size in MB; -1 when unknown
     */
    public record Disk(String id, String image, long megabytes) {}
}
