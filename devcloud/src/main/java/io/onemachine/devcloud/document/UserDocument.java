package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import java.util.List;

/** {@code <USER>}. */
final class UserDocument {

    static final String DEFAULTS = "DEFAULT_USER_QUOTAS";

    private final Cloud cloud;

    UserDocument(Cloud cloud) {
        this.cloud = cloud;
    }

    String of(User user) {
        DocumentWriter out = new DocumentWriter(cloud.release())
                .open("USER")
                .text("ID", user.id())
                .text("GID", user.group().id())
                .ids("GROUPS", List.of(user.group().id()))
                .text("GNAME", user.group().title())
                .text("NAME", user.name())
                .cdata("PASSWORD", user.passwordDigest())
                .cdata("AUTH_DRIVER", "core")
                .text("ENABLED", 1)
                .attributes("TEMPLATE", user.attributes());
        // The administrators' group has no use counted.
        QuotaDocument.write(out, user.quota(), user.isAdmin() ? Quota.Use.NONE : cloud.useOf(user));
        return QuotaDocument.writeDefaults(out, DEFAULTS, cloud.quotas().ofEveryUser())
                .close("USER")
                .toString();
    }
}
