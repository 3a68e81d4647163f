package io.onemachine.devcloud.state;

import com.google.gson.annotations.JsonAdapter;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Ipv6Subnet;
import io.onemachine.devcloud.cloud.MacAddress;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Subnet;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VmTemplate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code objects.json}: everything but the VMs. The names of components are its keys.
 *
 * @param format the version of the format
 * @param quotas missing in clouds of earlier versions
 */
@JsonAdapter(RequiredKeys.class)
record StoredObjects(
        int format,
        List<StoredUser> users,
        List<StoredImage> images,
        List<StoredNetwork> networks,
        List<StoredTemplate> templates,
        @OptionalKey StoredQuota.@Nullable OfGroups quotas) {

    private static final int FORMAT = 1;

    static StoredObjects of(Cloud cloud) {
        return new StoredObjects(
                FORMAT,
                cloud.users().stream().map(StoredUser::of).toList(),
                cloud.images().stream().map(StoredImage::of).toList(),
                cloud.networks().stream().map(StoredNetwork::of).toList(),
                cloud.templates().stream().map(StoredTemplate::of).toList(),
                StoredQuota.OfGroups.of(cloud.quotas()));
    }

    /** Adds the objects to a cloud. */
    void fill(Cloud cloud) {
        if (format != FORMAT) {
            throw new IllegalArgumentException("it is of another version of this program");
        }
        users.forEach(user -> cloud.add(user.restore()));
        images.forEach(image -> cloud.add(image.restore()));
        networks.forEach(network -> cloud.add(network.restore()));
        templates.forEach(template -> cloud.add(template.restore()));
        if (quotas != null) {
            quotas.fill(cloud.quotas());
        }
    }

    /** A user. */
    @JsonAdapter(RequiredKeys.class)
    record StoredUser(
            int id,
            String name,
            String password,
            String group,
            @JsonAdapter(AttributesAdapter.class) Attributes attributes,
            Map<String, Double> quota) {

        static StoredUser of(User user) {
            return new StoredUser(
                    user.id(),
                    user.name(),
                    user.password(),
                    user.group().name(),
                    user.attributes(),
                    StoredQuota.of(user.quota()));
        }

        User restore() {
            return new User(id, name, password, Group.valueOf(group), attributes, StoredQuota.restore(quota));
        }

        /** Returns a text without the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * An image.
     *
     * @param mode the permissions as octal digits
     * @param size in MiB
     */
    @JsonAdapter(RequiredKeys.class)
    record StoredImage(
            int id,
            String name,
            int owner,
            int group,
            String mode,
            String source,
            long size,
            long registered,
            @JsonAdapter(AttributesAdapter.class) Attributes attributes) {

        static StoredImage of(Image image) {
            return new StoredImage(
                    image.id(),
                    image.name(),
                    image.ownerId(),
                    image.groupId(),
                    StoredMode.of(image.permissions()),
                    image.source(),
                    image.sizeMb(),
                    image.registered(),
                    image.attributes());
        }

        Image restore() {
            return new Image(
                    id, name, owner, group, StoredMode.permissions(mode), source, size, registered, attributes);
        }
    }

    /**
     * A network.
     *
     * @param mode the permissions as octal digits
     * @param subnet of IPv4: {@code 198.18.10.0/24}
     * @param global of IPv6: the prefix of global addresses
     * @param ula of IPv6: the prefix of unique local addresses
     * @param first the first address to lease; of IPv6 the hardware address
     * @param size the number of addresses to lease
     */
    @JsonAdapter(RequiredKeys.class)
    record StoredNetwork(
            int id,
            String name,
            int owner,
            int group,
            String mode,
            String bridge,
            @OptionalKey @Nullable String subnet,
            @OptionalKey @Nullable String global,
            @OptionalKey @Nullable String ula,
            String first,
            int size) {

        static StoredNetwork of(Network network) {
            Network.AddressRange range = network.range();
            return switch (network.subnet()) {
                case Ipv4Subnet subnet -> of(network, subnet.toString(), null, null, Ipv4Subnet.format(range.first()));
                case Ipv6Subnet subnet ->
                    of(network, null, subnet.globalPrefix(), subnet.ulaPrefix(), MacAddress.of(range.first()));
            };
        }

        private static StoredNetwork of(
                Network network, @Nullable String subnet, @Nullable String global, @Nullable String ula, String first) {
            return new StoredNetwork(
                    network.id(),
                    network.name(),
                    network.ownerId(),
                    network.groupId(),
                    StoredMode.of(network.permissions()),
                    network.bridge(),
                    subnet,
                    global,
                    ula,
                    first,
                    network.range().size());
        }

        Network restore() {
            if (subnet != null) {
                return restore(Ipv4Subnet.parse(subnet), Ipv4Subnet.address(first));
            }
            if (global == null || ula == null) {
                throw new IllegalArgumentException("network " + name + " has no \"subnet\", or \"global\" and \"ula\"");
            }
            return restore(Ipv6Subnet.parse(global, ula), MacAddress.number(first));
        }

        private Network restore(Subnet addresses, long firstAddress) {
            return new Network(
                    id,
                    name,
                    owner,
                    group,
                    StoredMode.permissions(mode),
                    bridge,
                    addresses,
                    new Network.AddressRange(firstAddress, size));
        }
    }

    /**
     * A template.
     *
     * @param mode the permissions as octal digits
     */
    @JsonAdapter(RequiredKeys.class)
    record StoredTemplate(
            int id,
            String name,
            int owner,
            int group,
            String mode,
            long registered,
            @JsonAdapter(AttributesAdapter.class) Attributes attributes) {

        static StoredTemplate of(VmTemplate template) {
            return new StoredTemplate(
                    template.id(),
                    template.name(),
                    template.ownerId(),
                    template.groupId(),
                    StoredMode.of(template.permissions()),
                    template.registered(),
                    template.attributes());
        }

        VmTemplate restore() {
            return new VmTemplate(id, name, owner, group, StoredMode.permissions(mode), registered, attributes);
        }
    }
}
