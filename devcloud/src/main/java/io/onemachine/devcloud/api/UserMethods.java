package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.Kind;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.devcloud.state.StateStore;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.Map;

/** {@code one.user.*}. */
final class UserMethods {

    private static final int SELF = -1;

    private final Cloud cloud;
    private final Documents documents;
    private final StateStore store;

    UserMethods(Cloud cloud, Documents documents, StateStore store) {
        this.cloud = cloud;
        this.documents = documents;
        this.store = store;
    }

    Map<String, Method> methods() {
        return Map.of("one.user.info", this::info, "one.user.update", this::update);
    }

    private XmlRpcValue info(User user, Arguments arguments) {
        return XmlRpcValue.of(documents.user(find(user, arguments.integer(1), Right.USE)));
    }

    private XmlRpcValue update(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(2));
        boolean merge = arguments.integer(3) == 1;
        User changed = find(user, arguments.integer(1), Right.MANAGE);
        if (!merge) {
            changed.attributes().names().forEach(changed.attributes()::remove);
        }
        changed.attributes().replaceWith(given);
        store.saveObjects(cloud);
        return XmlRpcValue.of(changed.id());
    }

    private User find(User caller, int id, Right right) {
        User found = id == SELF ? caller : cloud.user(id);
        if (found.id() != caller.id() && !caller.isAdmin()) {
            throw CloudException.notAuthorized(caller, right, Kind.USER, id);
        }
        return found;
    }
}
