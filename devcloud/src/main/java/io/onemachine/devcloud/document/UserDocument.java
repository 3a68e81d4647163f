package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import java.math.BigDecimal;
import java.util.List;

/** {@code <USER>}. */
final class UserDocument {

    private final Cloud cloud;

    UserDocument(Cloud cloud) {
        this.cloud = cloud;
    }

    String of(User user) {
        Markup out = new Markup()
                .open("USER")
                .text("ID", user.id())
                .text("GID", user.group().id())
                .ids("GROUPS", List.of(user.group().id()))
                .text("GNAME", user.group().title())
                .text("NAME", user.name())
                .cdata("PASSWORD", user.passwordDigest())
                .cdata("AUTH_DRIVER", "core")
                .text("ENABLED", 1)
                .attributes("TEMPLATE", user.attributes())
                .text("DATASTORE_QUOTA", "")
                .text("NETWORK_QUOTA", "");
        vmQuota(out, user);
        return out.text("IMAGE_QUOTA", "")
                .open("DEFAULT_USER_QUOTAS")
                .text("DATASTORE_QUOTA", "")
                .text("NETWORK_QUOTA", "")
                .text("VM_QUOTA", "")
                .text("IMAGE_QUOTA", "")
                .close("DEFAULT_USER_QUOTAS")
                .close("USER")
                .toString();
    }

    private void vmQuota(Markup out, User user) {
        Quota quota = user.quota();
        if (quota.isUnlimited()) {
            out.text("VM_QUOTA", "");
            return;
        }
        Quota.Usage used = cloud.usageOf(user);
        out.open("VM_QUOTA").open("VM");
        limit(out, "CPU", quota.cpu(), used.cpu());
        limit(out, "MEMORY", (double) quota.memoryMb(), (double) used.memoryMb());
        limit(out, "RUNNING_CPU", -1, used.cpu());
        limit(out, "RUNNING_MEMORY", -1, (double) used.memoryMb());
        limit(out, "RUNNING_VMS", -1, used.vms());
        limit(out, "SYSTEM_DISK_SIZE", -1, 0);
        limit(out, "VMS", quota.vms(), used.vms());
        out.close("VM").close("VM_QUOTA");
    }

    private static void limit(Markup out, String name, double limit, double used) {
        out.cdata(name, number(limit)).cdata(name + "_USED", number(used));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
