package io.onemachine.devcloud.cloud;

import java.util.List;

/** VMs to be kept together on a host or apart. With a single host it has no effect here. */
public record VmGroup(int id, String name, int ownerId, int groupId, Permissions permissions, List<Role> roles)
        implements CloudObject {

    /** The groups of every cloud. */
    public static final List<VmGroup> ALL = List.of(new VmGroup(
            0,
            "spread",
            0,
            0,
            Permissions.PUBLIC,
            List.of(new Role(0, "host-spread", "ANTI_AFFINED"), new Role(1, "host-pack", "AFFINED"))));

    public VmGroup {
        roles = List.copyOf(roles);
    }

    /**
     * A role of VMs in their group.
     *
     * @param policy {@code AFFINED} keeps VMs of the role together, {@code ANTI_AFFINED} apart
     */
    public record Role(int id, String name, String policy) {}

    @Override
    public Kind kind() {
        return Kind.VM_GROUP;
    }
}
