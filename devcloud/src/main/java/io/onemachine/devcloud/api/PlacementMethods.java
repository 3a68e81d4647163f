package io.onemachine.devcloud.api;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.CloudObject;
import io.onemachine.devcloud.cloud.Kind;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.SecurityGroup;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VmGroup;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.List;
import java.util.Map;

/** The methods for placement and access: VM groups, security groups, the cluster. */
final class PlacementMethods {

    private static final int CLUSTER = 0;

    private final Cloud cloud;
    private final Documents documents;

    PlacementMethods(Cloud cloud, Documents documents) {
        this.cloud = cloud;
        this.documents = documents;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.vmgroup.info", this::vmGroup,
                "one.vmgrouppool.info", this::vmGroups,
                "one.secgroup.info", this::securityGroup,
                "one.secgrouppool.info", this::securityGroups,
                "one.cluster.info", this::cluster,
                "one.clusterpool.info",
                        (user, arguments) ->
                                XmlRpcValue.of("<CLUSTER_POOL>" + documents.cluster() + "</CLUSTER_POOL>"));
    }

    private XmlRpcValue vmGroup(User user, Arguments arguments) {
        return XmlRpcValue.of(documents.vmGroup(find(user, VmGroup.ALL, Kind.VM_GROUP, arguments.integer(1))));
    }

    private XmlRpcValue vmGroups(User user, Arguments arguments) {
        return XmlRpcValue.of(Documents.pool(
                "VM_GROUP_POOL", Selection.of(arguments).from(cloud, user, VmGroup.ALL), documents::vmGroup));
    }

    private XmlRpcValue securityGroup(User user, Arguments arguments) {
        return XmlRpcValue.of(
                documents.securityGroup(find(user, SecurityGroup.ALL, Kind.SECURITY_GROUP, arguments.integer(1))));
    }

    private XmlRpcValue securityGroups(User user, Arguments arguments) {
        return XmlRpcValue.of(Documents.pool(
                "SECURITY_GROUP_POOL",
                Selection.of(arguments).from(cloud, user, SecurityGroup.ALL),
                documents::securityGroup));
    }

    private XmlRpcValue cluster(User user, Arguments arguments) {
        int id = arguments.integer(1);
        if (id != CLUSTER) {
            throw CloudException.noSuch(Kind.CLUSTER, id);
        }
        return XmlRpcValue.of(documents.cluster());
    }

    private <T extends CloudObject> T find(User user, List<T> all, Kind kind, int id) {
        T found = all.stream()
                .filter(object -> object.id() == id)
                .findFirst()
                .orElseThrow(() -> CloudException.noSuch(kind, id));
        cloud.authorize(user, found, Right.USE);
        return found;
    }
}
