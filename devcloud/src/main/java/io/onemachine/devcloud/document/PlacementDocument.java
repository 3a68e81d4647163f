package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.SecurityGroup;
import io.onemachine.devcloud.cloud.VmGroup;
import io.onemachine.devcloud.cloud.VmState;
import java.util.List;
import java.util.stream.Collectors;

/** {@code <VM_GROUP>}, {@code <SECURITY_GROUP>} and {@code <CLUSTER>}. */
final class PlacementDocument {

    private static final List<Integer> DATASTORES = List.of(0, 1, 2);

    private final Documents documents;
    private final Cloud cloud;

    PlacementDocument(Documents documents, Cloud cloud) {
        this.documents = documents;
        this.cloud = cloud;
    }

    String of(VmGroup group) {
        DocumentWriter out = documents.head("VM_GROUP", group).permissions(group.permissions());
        out.open("ROLES");
        for (VmGroup.Role role : group.roles()) {
            out.open("ROLE")
                    .cdata("ID", Integer.toString(role.id()))
                    .cdata("NAME", role.name())
                    .cdata("POLICY", role.policy());
            String members = members(group, role);
            if (!members.isEmpty()) {
                out.cdata("VMS", members);
            }
            out.close("ROLE");
        }
        return out.close("ROLES").text("TEMPLATE", "").close("VM_GROUP").toString();
    }

    String of(SecurityGroup group) {
        Attributes rules = new Attributes().set("RULE", group.rules());
        return documents
                .head("SECURITY_GROUP", group)
                .permissions(group.permissions())
                .ids("UPDATED_VMS", cloud.vmsInSecurityGroup(group.id()))
                .text("OUTDATED_VMS", "")
                .text("UPDATING_VMS", "")
                .text("ERROR_VMS", "")
                .attributes("TEMPLATE", rules)
                .close("SECURITY_GROUP")
                .toString();
    }

    /** Returns the only cluster. */
    String cluster() {
        Attributes template = new Attributes().add("RESERVED_CPU", "").add("RESERVED_MEM", "");
        return new DocumentWriter(cloud.release())
                .open("CLUSTER")
                .text("ID", 0)
                .text("NAME", "default")
                .ids("HOSTS", List.of(0))
                .ids("DATASTORES", DATASTORES)
                .ids("VNETS", cloud.networks().stream().map(Network::id).toList())
                .attributes("TEMPLATE", template)
                .close("CLUSTER")
                .toString();
    }

    private String members(VmGroup group, VmGroup.Role role) {
        return cloud.vms().stream()
                .filter(vm -> vm.state() != VmState.DONE)
                .filter(vm -> vm.template().vectors("VMGROUP").stream()
                        .anyMatch(vector -> vector.text("VMGROUP_ID").equals(Integer.toString(group.id()))
                                && vector.text("ROLE").equals(role.name())))
                .map(vm -> Integer.toString(vm.id()))
                .collect(Collectors.joining(","));
    }
}
