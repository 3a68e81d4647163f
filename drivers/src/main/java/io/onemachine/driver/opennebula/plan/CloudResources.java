package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.Group;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.Owner;
import io.onemachine.opennebula.resource.SecurityGroup;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmGroup;
import io.onemachine.opennebula.resource.VmTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the template, image and network that the options name. A resource that is missing, forbidden or ambiguous is an error that names
 * the option.
 */
final class CloudResources {

    private final CloudReader reader;
    private final OpenNebulaConfig config;
    private final User self;

    CloudResources(CloudReader reader, OpenNebulaConfig config, User self) {
        this.reader = reader;
        this.config = config;
        this.self = self;
    }

    /** Returns the template, if one is named. */
    Optional<VmTemplate> template() {
        if (config.has(OpenNebulaOption.TEMPLATE_ID)) {
            int id = id(OpenNebulaOption.TEMPLATE_ID);
            return Optional.of(
                    byId(OpenNebulaOption.TEMPLATE_ID.toString(), "template", id, () -> reader.template(id)));
        }
        if (!config.has(OpenNebulaOption.TEMPLATE_NAME)) {
            return Optional.empty();
        }
        Kind<VmTemplate> kind = new Kind<>("template", VmTemplate::id, VmTemplate::name, VmTemplate::owner);
        String name = config.text(OpenNebulaOption.TEMPLATE_NAME);
        String owner = config.text(OpenNebulaOption.TEMPLATE_OWNER);
        List<VmTemplate> found = named(reader.templates(), kind, name, owner);
        if (found.size() > 1) {
            throw new DriverException(OpenNebulaOption.TEMPLATE_NAME + ": there are several templates named \"" + name
                    + "\": " + kind.list(found) + "; choose one with " + OpenNebulaOption.TEMPLATE_OWNER + " or "
                    + OpenNebulaOption.TEMPLATE_ID);
        }
        return Optional.of(only(found, OpenNebulaOption.TEMPLATE_NAME.flagName(), kind, name, owner));
    }

    /** Returns the image, when there is no template. */
    Image image() {
        if (config.has(OpenNebulaOption.IMAGE_ID)) {
            int id = id(OpenNebulaOption.IMAGE_ID);
            return byId(OpenNebulaOption.IMAGE_ID.toString(), "image", id, () -> reader.image(id));
        }
        return byName(
                images().toList(),
                new Kind<>("image", Image::id, Image::name, Image::owner),
                new Wanted(
                        OpenNebulaOption.IMAGE_NAME.flagName(),
                        OpenNebulaOption.IMAGE_ID.flagName(),
                        OpenNebulaOption.IMAGE_OWNER.flagName(),
                        config.text(OpenNebulaOption.IMAGE_NAME),
                        config.text(OpenNebulaOption.IMAGE_OWNER)));
    }

    /** Returns an image by its id; {@code where} names the source of the id in errors. */
    Image imageById(String where, int id) {
        return byId(where, "image", id, () -> reader.image(id));
    }

    /** Returns all images that the user may use. */
    Stream<Image> images() {
        return reader.images().stream();
    }

    /** Returns the network, if one is named. */
    Optional<VirtualNetwork> network() {
        if (config.has(OpenNebulaOption.NETWORK_ID)) {
            return Optional.of(networkById(OpenNebulaOption.NETWORK_ID.toString(), id(OpenNebulaOption.NETWORK_ID)));
        }
        if (!config.has(OpenNebulaOption.NETWORK_NAME)) {
            return Optional.empty();
        }
        return Optional.of(networkNamed(
                OpenNebulaOption.NETWORK_NAME.flagName(),
                config.text(OpenNebulaOption.NETWORK_NAME),
                config.text(OpenNebulaOption.NETWORK_OWNER)));
    }

    /** Returns a network by its id; {@code where} names the source of the id in errors. */
    VirtualNetwork networkById(String where, int id) {
        return byId(where, "network", id, () -> reader.network(id));
    }

    /** Returns a network by its name: the named owner's, else the user's own, else the only one. */
    VirtualNetwork networkNamed(String flag, String name, String owner) {
        return byName(
                networks().toList(),
                new Kind<>("network", VirtualNetwork::id, VirtualNetwork::name, VirtualNetwork::owner),
                new Wanted(
                        flag,
                        OpenNebulaOption.NETWORK_ID.flagName(),
                        OpenNebulaOption.NETWORK_OWNER.flagName(),
                        name,
                        owner));
    }

    /** Returns all networks that the user may use. */
    Stream<VirtualNetwork> networks() {
        return reader.networks().stream();
    }

    /** Returns the named security groups, in order. */
    List<SecurityGroup> securityGroups() {
        List<String> names = config.texts(OpenNebulaOption.SECURITY_GROUP);
        if (names.isEmpty()) {
            return List.of();
        }
        List<SecurityGroup> pool = reader.securityGroups();
        Kind<SecurityGroup> kind =
                new Kind<>("security group", SecurityGroup::id, SecurityGroup::name, SecurityGroup::owner);
        return names.stream()
                .map(name -> byIdOrName(pool, kind, OpenNebulaOption.SECURITY_GROUP, name))
                .toList();
    }

    /** Returns the VM group, if one is named. */
    Optional<VmGroup> vmGroup() {
        if (!config.has(OpenNebulaOption.VM_GROUP)) {
            return Optional.empty();
        }
        return Optional.of(byIdOrName(
                reader.vmGroups(),
                new Kind<>("VM group", VmGroup::id, VmGroup::name, VmGroup::owner),
                OpenNebulaOption.VM_GROUP,
                config.text(OpenNebulaOption.VM_GROUP)));
    }

    /** Returns the id of the named group, which must be one of the user's unless it is given by id. */
    int ownGroup() {
        String named = config.text(OpenNebulaOption.GROUP);
        if (isNumber(named)) {
            return Integer.parseInt(named);
        }
        List<Group> own = self.groupIds().stream().map(reader::group).toList();
        return own.stream()
                .filter(group -> group.name().equals(named))
                .map(Group::id)
                .findFirst()
                .orElseThrow(() -> new DriverException(OpenNebulaOption.GROUP + ": you are in no group named \""
                        + named + "\"; yours are "
                        + own.stream().map(Group::name).collect(Collectors.joining(", "))));
    }

    /** Finds a resource by id or name; the user's own goes before another user's. */
    private <T> T byIdOrName(List<T> pool, Kind<T> kind, OpenNebulaOption option, String given) {
        List<T> found = pool.stream()
                .filter(object -> isNumber(given)
                        ? kind.id().apply(object) == Integer.parseInt(given)
                        : kind.name().apply(object).equals(given))
                .toList();
        List<T> own = found.stream()
                .filter(object -> kind.owner().apply(object).userId() == self.id())
                .toList();
        if (found.size() > 1 && own.size() != 1) {
            throw new DriverException(option + ": there are several " + kind.what() + "s named \"" + given + "\": "
                    + kind.list(found) + "; give the id");
        }
        if (found.isEmpty()) {
            throw new DriverException(option + ": there is no " + kind.what()
                    + (isNumber(given) ? " with id " + given : " named \"" + given + "\"") + " that you may use");
        }
        return own.size() == 1 ? own.getFirst() : found.getFirst();
    }

    /** Returns whether a text is an id. */
    static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }

    private int id(OpenNebulaOption option) {
        return Integer.parseInt(config.text(option));
    }

    private static <T> T byId(String where, String what, int id, Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            if (e.code() == ApiErrorCode.NO_EXISTS) {
                throw new DriverException(where + ": there is no " + what + " with id " + id, e);
            }
            if (e.code() == ApiErrorCode.AUTHORIZATION) {
                throw new DriverException(
                        where + ": " + what + " " + id + " is not yours to use: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** Finds a resource by name, by default among the caller's own; an error reports one that only another user has. */
    private <T> T byName(List<T> pool, Kind<T> kind, Wanted wanted) {
        List<T> found = named(pool, kind, wanted.name(), wanted.owner());
        List<T> own = found.stream()
                .filter(object -> kind.owner().apply(object).userId() == self.id())
                .toList();
        if (found.size() > 1 && own.size() != 1) {
            throw new DriverException(
                    Reference.option(wanted.flag()) + ": there are several " + kind.what() + "s named \""
                            + wanted.name() + "\": " + kind.list(found) + "; choose one with "
                            + Reference.option(wanted.ownerFlag()) + " or "
                            + Reference.option(wanted.idFlag()));
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
            throw new DriverException(Reference.option(flag) + ": there is no " + kind.what() + " named \"" + name
                    + "\"" + (owner.isEmpty() ? "" : " of user \"" + owner + "\"") + " that you may use");
        }
        return found.getFirst();
    }

    /** The name of a kind of resource and its accessors. */
    private record Kind<T>(String what, Function<T, Integer> id, Function<T, String> name, Function<T, Owner> owner) {

        String list(List<T> objects) {
            return objects.stream()
                    .map(object ->
                            id.apply(object) + " (of " + owner.apply(object).user() + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    /** A name to look for, and the options that belong to it. */
    private record Wanted(String flag, String idFlag, String ownerFlag, String name, String owner) {}
}
