package io.onemachine.devcloud.state;

import com.google.gson.annotations.JsonAdapter;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.GroupQuotas;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Quota.Metric;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Limits by the name of their metric in lower case, without defaults: {@code {"cpu":4.0,"vms":3.0}}. */
final class StoredQuota {

    private StoredQuota() {}

    static Map<String, Double> of(Quota quota) {
        Map<String, Double> limits = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            if (quota.limit(metric) != Quota.DEFAULT) {
                limits.put(name(metric), quota.limit(metric));
            }
        }
        return limits;
    }

    static Quota restore(Map<String, Double> stored) {
        Map<Metric, Double> limits = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Double limit = stored.get(name(metric));
            if (limit != null) {
                limits.put(metric, limit);
            }
        }
        return new Quota(limits);
    }

    private static String name(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The quotas of groups and the default quotas.
     *
     * @param users the default quota of users
     * @param groups the default quota of groups
     * @param group the quota of each group
     */
    @JsonAdapter(RequiredKeys.class)
    record OfGroups(Map<String, Double> users, Map<String, Double> groups, Map<String, Map<String, Double>> group) {

        static OfGroups of(GroupQuotas quotas) {
            Map<String, Map<String, Double>> group = new LinkedHashMap<>();
            for (Group each : Group.values()) {
                group.put(each.name(), StoredQuota.of(quotas.of(each)));
            }
            return new OfGroups(StoredQuota.of(quotas.ofEveryUser()), StoredQuota.of(quotas.ofEveryGroup()), group);
        }

        void fill(GroupQuotas quotas) {
            quotas.setForEveryUser(restore(users));
            quotas.setForEveryGroup(restore(groups));
            group.forEach((name, limits) -> quotas.set(Group.valueOf(name), restore(limits)));
        }
    }
}
