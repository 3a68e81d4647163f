package io.onemachine.devcloud.hypervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The specification of a host to boot.
 *
 * @param vmId the VM's id, unique in its cloud
 * @param name the VM's name: any text, never to be used in a path or a command unquoted
 * @param image the {@code SOURCE} of the image it boots from
 * @param directory the folder of the host's disk; created when missing
 * @param memoryMb size of its memory in MiB
 * @param volatileDisksMb sizes in MiB of empty disks attached beside the image
 * @param nics its network cards
 * @param context the resolved {@code CONTEXT} of the VM, names in upper case, as the guest's contextualization
 *     packages see it
 */
public record HostSpec(
        int vmId,
        String name,
        String image,
        Path directory,
        long memoryMb,
        List<Long> volatileDisksMb,
        List<HostNic> nics,
        Map<String, String> context) {

    public HostSpec {
        volatileDisksMb = List.copyOf(volatileDisksMb);
        nics = List.copyOf(nics);
        context = Map.copyOf(context);
    }
}
