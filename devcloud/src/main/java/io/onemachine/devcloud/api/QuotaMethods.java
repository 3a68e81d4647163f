package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Kind;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Quota.Metric;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.devcloud.state.StateStore;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.EnumMap;
import java.util.Map;

/** The quotas of users and groups, and {@code one.group.info}, which shows those of groups. */
final class QuotaMethods {

    private static final int OWN = -1;

    private final Cloud cloud;
    private final Documents documents;
    private final StateStore store;

    QuotaMethods(Cloud cloud, Documents documents, StateStore store) {
        this.cloud = cloud;
        this.documents = documents;
        this.store = store;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.user.quota", this::ofUser,
                "one.group.info", this::group,
                "one.group.quota", this::ofGroup,
                "one.userquota.info", (user, arguments) -> XmlRpcValue.of(documents.defaultUserQuotas()),
                "one.userquota.update", this::ofEveryUser,
                "one.groupquota.info", (user, arguments) -> XmlRpcValue.of(documents.defaultGroupQuotas()),
                "one.groupquota.update", this::ofEveryGroup);
    }

    private XmlRpcValue group(User user, Arguments arguments) {
        int id = arguments.integer(1);
        Group group = id == OWN ? user.group() : find(id);
        if (user.group() != group && !user.isAdmin()) {
            throw CloudException.notAuthorized(user, Right.USE, Kind.GROUP, id);
        }
        return XmlRpcValue.of(documents.group(group));
    }

    private XmlRpcValue ofUser(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(2));
        User changed = cloud.user(arguments.integer(1));
        requireAdmin(user, Kind.USER, changed.id());
        changed.quota(changed(changed.quota(), given));
        store.saveObjects(cloud);
        return XmlRpcValue.of(changed.id());
    }

    private XmlRpcValue ofGroup(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(2));
        Group group = find(arguments.integer(1));
        requireAdmin(user, Kind.GROUP, group.id());
        cloud.quotas().set(group, changed(cloud.quotas().of(group), given));
        store.saveObjects(cloud);
        return XmlRpcValue.of(group.id());
    }

    private XmlRpcValue ofEveryUser(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(1));
        requireAdmin(user, Kind.USER, OWN);
        cloud.quotas().setForEveryUser(changed(cloud.quotas().ofEveryUser(), given));
        store.saveObjects(cloud);
        return XmlRpcValue.of(documents.defaultUserQuotas());
    }

    private XmlRpcValue ofEveryGroup(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(1));
        requireAdmin(user, Kind.GROUP, OWN);
        cloud.quotas().setForEveryGroup(changed(cloud.quotas().ofEveryGroup(), given));
        store.saveObjects(cloud);
        return XmlRpcValue.of(documents.defaultGroupQuotas());
    }

    private static void requireAdmin(User user, Kind kind, int id) {
        if (!user.isAdmin()) {
            throw CloudException.notAuthorized(user, Right.ADMIN, kind, id);
        }
    }

    private static Group find(int id) {
        return Group.of(id).orElseThrow(() -> CloudException.noSuch(Kind.GROUP, id));
    }

    /** Returns the changed quota; limits that are not given stay. */
    private static Quota changed(Quota before, Attributes given) {
        Attributes.Vector limits = given.vector("VM").orElseGet(Attributes.Vector::new);
        Map<Metric, Double> after = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            after.put(metric, limit(limits, metric.name(), before.limit(metric)));
        }
        return new Quota(after);
    }

    private static double limit(Attributes.Vector limits, String name, double otherwise) {
        if (!limits.has(name)) {
            return otherwise;
        }
        try {
            double limit = Double.parseDouble(limits.text(name));
            if (Double.isFinite(limit) && limit >= Quota.UNLIMITED) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new CloudException(
                ErrorCode.INTERNAL,
                "Wrong value for " + name + ": it must be a number, -1 for the default or -2 for no limit.");
    }
}
