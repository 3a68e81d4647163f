package io.onemachine.devcloud.cloud;

/**
 * A template for VMs.
 *
 * @param registered seconds since 1970
 */
public record VmTemplate(
        int id, String name, int ownerId, int groupId, Permissions permissions, long registered, Attributes attributes)
        implements CloudObject {

    @Override
    public Kind kind() {
        return Kind.TEMPLATE;
    }
}
