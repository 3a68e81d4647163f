package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import java.math.BigDecimal;

/** Checks quotas. */
public final class Quotas {

    private Quotas() {}

    /**
     * Checks that a user may have this in addition.
     *
     * @throws CloudException when it is beyond the user's quota
     */
    public static void require(Cloud cloud, User user, Quota.Usage additional) {
        Quota quota = user.quota();
        Quota.Usage after = cloud.usageOf(user).plus(additional);
        requireLimit(user, "CPU", quota.cpu(), after.cpu());
        requireLimit(user, "MEMORY", (double) quota.memoryMb(), (double) after.memoryMb());
        requireLimit(user, "VMS", quota.vms(), after.vms());
    }

    private static void requireLimit(User user, String metric, double limit, double value) {
        if (limit >= 0 && value > limit) {
            throw CloudException.forUser(
                    user,
                    "user [%d] limit of %s reached for %s quota in VM."
                            .formatted(
                                    user.id(),
                                    BigDecimal.valueOf(limit)
                                            .stripTrailingZeros()
                                            .toPlainString(),
                                    metric));
        }
    }
}
