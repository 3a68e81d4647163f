package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Subnet;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VmTemplate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects of a new cloud. */
final class DefaultObjects {

    /** Images by id, which templates share. */
    private static final Map<Integer, String> IMAGES = new TreeMap<>(Map.of(
            0, "debian-docker",
            1, "debian-plain",
            2, "boot2docker",
            3, "debian-docker-20.10",
            5, "debian-cloud-init"));

    private static final long IMAGE_MB = 2048;

    /** Hardware addresses from 02:00:66:00:00:0a on, which no card in a cloud's IPv4 network has. */
    private static final Network.AddressRange IPV6_RANGE = new Network.AddressRange(0x6600_000aL, 60_000);

    private DefaultObjects() {}

    /**
     * Fills a cloud.
     *
     * @param subnets the subnets of the networks public and private
     * @param ipv6 whether to add an IPv6 network
     * @param now seconds since 1970
     */
    static void fill(Cloud cloud, List<Ipv4Subnet> subnets, boolean ipv6, String cloudId, long now) {
        cloud.add(new User(0, "oneadmin", "opennebula", Group.ONEADMIN, new Attributes(), Quota.NONE));
        cloud.add(new User(2, "alice", "opennebula-alice", Group.USERS, new Attributes(), new Quota(3, 4096, 4)));
        addNetwork(cloud, 0, "public", subnets.get(0), cloudId);
        addNetwork(cloud, 1, "private", subnets.get(1), cloudId);
        if (ipv6) {
            addNetwork(cloud, 2, "public6", Ipv6Subnet.ofCloud(cloudId), IPV6_RANGE, cloudId);
        }
        IMAGES.forEach((id, name) -> addImage(cloud, id, id, name, now));
    }

    /** Adds an image and a template, both of the same name. */
    static void addImage(Cloud cloud, int imageId, int templateId, String name, long now) {
        Attributes attributes = new Attributes().add("DEV_PREFIX", "vd");
        cloud.add(new Image(imageId, name, 0, 0, Permissions.PUBLIC, name, IMAGE_MB, now, attributes));
        cloud.add(new VmTemplate(templateId, name, 0, 0, Permissions.PUBLIC, now, template(name)));
    }

    /** Returns a template; it names the owners of image and network, because a bare name is looked up among the caller's own. */
    private static Attributes template(String image) {
        return TemplateText.parse("""
                CPU="1"
                MEMORY="1024"
                DISK=[IMAGE="%s",IMAGE_UNAME="oneadmin"]
                NIC=[NETWORK="public",NETWORK_UNAME="oneadmin"]
                GRAPHICS=[LISTEN="127.0.0.1",TYPE="vnc"]
                CONTEXT=[NETWORK="YES",SSH_PUBLIC_KEY="$USER[SSH_PUBLIC_KEY]"]
                """.formatted(image));
    }

    private static void addNetwork(Cloud cloud, int id, String name, Ipv4Subnet subnet, String cloudId) {
        addNetwork(cloud, id, name, subnet, SubnetPlan.range(subnet), cloudId);
    }

    private static void addNetwork(
            Cloud cloud, int id, String name, Subnet subnet, Network.AddressRange range, String cloudId) {
        cloud.add(new Network(id, name, 0, 0, Permissions.PUBLIC, "odc-" + cloudId + "-" + id, subnet, range));
    }
}
