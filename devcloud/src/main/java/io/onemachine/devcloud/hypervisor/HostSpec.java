package io.onemachine.devcloud.hypervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to boot.
 *
 * @param vmId the virtual machine's number, unique in its cloud
 * @param name the virtual machine's name: any text, never to be used in a path or a command unquoted
 * @param image the {@code SOURCE} of the image it boots from
 * @param directory where the host keeps its disk; made when missing
 * @param memoryMb size of its memory in MiB
 * @param volatileDisksMb sizes in MiB of empty disks attached beside the image
 * @param nics its network cards
 * @param context the resolved {@code CONTEXT} of the virtual machine, names in upper case, as the guest's contextualization
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
