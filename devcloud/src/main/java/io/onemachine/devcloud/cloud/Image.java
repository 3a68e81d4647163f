package io.onemachine.devcloud.cloud;

/**
 * What a virtual machine's first disk is made from.
 *
 * @param source what the hypervisor knows it by
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
