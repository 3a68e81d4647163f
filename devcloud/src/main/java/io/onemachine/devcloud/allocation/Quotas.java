package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Quota.Metric;
import io.onemachine.devcloud.cloud.User;
import java.math.BigDecimal;

/** Checks quotas: the user's first, then the quota of the user's group. */
public final class Quotas {

    private Quotas() {}

    /**
     * Checks that a user may have this in addition. The administrators' group has no limits.
     *
     * @throws CloudException when it exceeds the quota of the user or of the user's group
     */
    public static void require(Cloud cloud, User user, Quota.Use additional) {
        if (user.isAdmin()) {
            return;
        }
        Group group = user.group();
        require(
                user,
                "user [" + user.id() + "]",
                new Limits(user.quota(), cloud.quotas().ofEveryUser()),
                cloud.useOf(user),
                additional);
        require(
                user,
                "group [" + group.id() + "]",
                new Limits(cloud.quotas().of(group), cloud.quotas().ofEveryGroup()),
                cloud.useOf(group),
                additional);
    }

    private record Limits(Quota own, Quota otherwise) {

        double of(Metric metric) {
            double limit = own.limit(metric);
            return limit == Quota.DEFAULT ? otherwise.limit(metric) : limit;
        }
    }

    private static void require(User caller, String whose, Limits limits, Quota.Use before, Quota.Use additional) {
        for (Metric metric : Metric.values()) {
            double limit = limits.of(metric);
            if (limit >= 0 && additional.of(metric) > 0 && before.of(metric) + additional.of(metric) > limit) {
                throw CloudException.forUser(
                        caller,
                        "%s limit of %s reached for %s quota in VM."
                                .formatted(
                                        whose,
                                        BigDecimal.valueOf(limit)
                                                .stripTrailingZeros()
                                                .toPlainString(),
                                        metric));
            }
        }
    }
}
