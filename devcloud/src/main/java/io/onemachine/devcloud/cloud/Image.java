package io.onemachine.devcloud.cloud;

/**
 * The source of a VM's first disk.
 *
 * @param source its name in the hypervisor
 * @param sizeMb in MiB
 * @param registered seconds since 1970
 */
public record Image(
        int id,
        String name,
        int ownerId,
        int groupId,
        Permissions permissions,
        String source,
        long sizeMb,
        long registered,
        Attributes attributes)
        implements CloudObject {

    @Override
    public Kind kind() {
        return Kind.IMAGE;
    }
}
