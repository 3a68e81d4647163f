package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;

/** {@code <GROUP>}. */
final class GroupDocument {

    static final String DEFAULTS = "DEFAULT_GROUP_QUOTAS";

    private final Cloud cloud;

    GroupDocument(Cloud cloud) {
        this.cloud = cloud;
    }

    String of(Group group) {
        DocumentWriter out = new DocumentWriter(cloud.release())
                .open("GROUP")
                .text("ID", group.id())
                .text("NAME", group.title())
                .text("TEMPLATE", "")
                .ids(
                        "USERS",
                        cloud.users().stream()
                                .filter(user -> user.group() == group)
                                .map(User::id)
                                .toList())
                .text("ADMINS", "");
        // The administrators' group has no use counted.
        QuotaDocument.write(
                out, cloud.quotas().of(group), group == Group.ONEADMIN ? Quota.Use.NONE : cloud.useOf(group));
        out.open("VLAN_RULES").cdata("ID", Integer.toString(group.id())).close("VLAN_RULES");
        return QuotaDocument.writeDefaults(out, DEFAULTS, cloud.quotas().ofEveryGroup())
                .close("GROUP")
                .toString();
    }
}
