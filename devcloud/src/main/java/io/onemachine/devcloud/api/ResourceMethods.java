package io.onemachine.devcloud.api;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.Map;

/** The methods for images, networks, hosts and datastores. */
final class ResourceMethods {

    private final Cloud cloud;
    private final Documents documents;

    ResourceMethods(Cloud cloud, Documents documents) {
        this.cloud = cloud;
        this.documents = documents;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.image.info", this::image,
                "one.imagepool.info", this::images,
                "one.vn.info", this::network,
                "one.vnpool.info", this::networks,
                "one.hostpool.info", (user, arguments) -> XmlRpcValue.of(documents.hosts()),
                "one.datastorepool.info", (user, arguments) -> XmlRpcValue.of(documents.datastores()));
    }

    private XmlRpcValue image(User user, Arguments arguments) {
        Image image = cloud.image(arguments.integer(1));
        cloud.authorize(user, image, Right.USE);
        return XmlRpcValue.of(documents.image(image));
    }

    private XmlRpcValue images(User user, Arguments arguments) {
        return XmlRpcValue.of(Documents.pool(
                "IMAGE_POOL", Selection.of(arguments).from(cloud, user, cloud.images()), documents::image));
    }

    private XmlRpcValue network(User user, Arguments arguments) {
        Network network = cloud.network(arguments.integer(1));
        cloud.authorize(user, network, Right.USE);
        return XmlRpcValue.of(documents.network(network));
    }

    private XmlRpcValue networks(User user, Arguments arguments) {
        return XmlRpcValue.of(Documents.pool(
                "VNET_POOL", Selection.of(arguments).from(cloud, user, cloud.networks()), documents::networkSummary));
    }
}
