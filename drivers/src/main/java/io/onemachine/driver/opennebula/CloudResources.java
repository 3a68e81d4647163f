package io.onemachine.driver.opennebula;

import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.Owner;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the template, image and network that the options name. What is not there, or may not be used, or can be several things, is an
 * error that names the option.
 */
final class CloudResources {

    private final OpenNebulaClient client;
    private final VmConfig config;
    private final User self;

    CloudResources(OpenNebulaClient client, VmConfig config, User self) {
        this.client = client;
        this.config = config;
        this.self = self;
    }

    /** The template, if one is named. */
    Optional<VmTemplate> template() {
        if (config.has(VmConfig.TEMPLATE_ID)) {
            int id = id(VmConfig.TEMPLATE_ID);
            return Optional.of(byId(Flags.TEMPLATE_ID, "template", id, () -> client.template(id)));
        }
        if (!config.has(VmConfig.TEMPLATE_NAME)) {
            return Optional.empty();
        }
        Kind<VmTemplate> kind = new Kind<>("template", VmTemplate::id, VmTemplate::name, VmTemplate::owner);
        String name = config.text(VmConfig.TEMPLATE_NAME);
        List<VmTemplate> found = named(client.templates(PoolFilter.ALL), kind, name, "");
        if (found.size() > 1) {
            throw new DriverException("--" + Flags.TEMPLATE_NAME + ": there are several templates named \"" + name
                    + "\": " + kind.list(found) + "; choose one with --" + Flags.TEMPLATE_ID);
        }
        return Optional.of(only(found, Flags.TEMPLATE_NAME, kind, name, ""));
    }

    /** The image, when there is no template. */
    Image image() {
        if (config.has(VmConfig.IMAGE_ID)) {
            int id = id(VmConfig.IMAGE_ID);
            return byId(Flags.IMAGE_ID, "image", id, () -> client.image(id));
        }
        return byName(
                client.images(PoolFilter.ALL),
                new Kind<>("image", Image::id, Image::name, Image::owner),
                new Wanted(
                        Flags.IMAGE_NAME,
                        Flags.IMAGE_ID,
                        Flags.IMAGE_OWNER,
                        config.text(VmConfig.IMAGE_NAME),
                        config.text(VmConfig.IMAGE_OWNER)));
    }

    /** The network, if one is named. */
    Optional<VirtualNetwork> network() {
        if (config.has(VmConfig.NETWORK_ID)) {
            int id = id(VmConfig.NETWORK_ID);
            return Optional.of(byId(Flags.NETWORK_ID, "network", id, () -> client.network(id)));
        }
        if (!config.has(VmConfig.NETWORK_NAME)) {
            return Optional.empty();
        }
        return Optional.of(byName(
                client.networks(PoolFilter.ALL),
                new Kind<>("network", VirtualNetwork::id, VirtualNetwork::name, VirtualNetwork::owner),
                new Wanted(
                        Flags.NETWORK_NAME,
                        Flags.NETWORK_ID,
                        Flags.NETWORK_OWNER,
                        config.text(VmConfig.NETWORK_NAME),
                        config.text(VmConfig.NETWORK_OWNER))));
    }

    private int id(String key) {
        return Integer.parseInt(config.text(key));
    }

    private static <T> T byId(String flag, String what, int id, Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            if (e.code() == ApiErrorCode.NO_EXISTS) {
                throw new DriverException("--" + flag + ": there is no " + what + " with id " + id, e);
            }
            if (e.code() == ApiErrorCode.AUTHORIZATION) {
                throw new DriverException(
                        "--" + flag + ": " + what + " " + id + " is not yours to use: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** OpenNebula looks a name up among the caller's own unless told whose; one that only somebody else has is told apart here. */
    private <T> T byName(List<T> pool, Kind<T> kind, Wanted wanted) {
        List<T> found = named(pool, kind, wanted.name(), wanted.owner());
        List<T> own = found.stream()
                .filter(object -> kind.owner().apply(object).userId() == self.id())
                .toList();
        if (found.size() > 1 && own.size() != 1) {
            throw new DriverException("--" + wanted.flag() + ": there are several " + kind.what() + "s named \""
                    + wanted.name() + "\": " + kind.list(found) + "; choose one with --" + wanted.ownerFlag() + " or --"
                    + wanted.idFlag());
        }
        return own.size() == 1 ? own.getFirst() : only(found, wanted.flag(), kind, wanted.name(), wanted.owner());
    }

    private static <T> List<T> named(List<T> pool, Kind<T> kind, String name, String owner) {
        return pool.stream()
                .filter(object -> kind.name().apply(object).equals(name))
                .filter(object ->
                        owner.isEmpty() || kind.owner().apply(object).user().equals(owner))
                .toList();
    }

    private static <T> T only(List<T> found, String flag, Kind<T> kind, String name, String owner) {
        if (found.isEmpty()) {
            throw new DriverException("--" + flag + ": there is no " + kind.what() + " named \"" + name + "\""
                    + (owner.isEmpty() ? "" : " of user \"" + owner + "\"") + " that you may use");
        }
        return found.getFirst();
    }

    /** What a thing in a pool is called and how to read it. */
    private record Kind<T>(String what, Function<T, Integer> id, Function<T, String> name, Function<T, Owner> owner) {

        String list(List<T> objects) {
            return objects.stream()
                    .map(object ->
                            id.apply(object) + " (of " + owner.apply(object).user() + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    /** A name to look for, and the options around it. */
    private record Wanted(String flag, String idFlag, String ownerFlag, String name, String owner) {}
}
