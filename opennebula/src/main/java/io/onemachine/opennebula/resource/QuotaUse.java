package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a quota: limits and their use. The use of a metric such as {@code CPU} is {@code CPU_USED}.
 *
 * @param id the id of the network, image or datastore; empty for VMs
 * @param values all values by name
 */
public record QuotaUse(String id, Map<String, String> values) {

    /** {@code -1}: the cloud's default applies. */
    private static final int DEFAULT = -1;

    public QuotaUse {
        values = Map.copyOf(values);
    }

    static QuotaUse of(XmlElement entry) {
        Map<String, String> values = new LinkedHashMap<>();
        for (XmlElement value : entry.children()) {
            values.putIfAbsent(value.name(), value.text().strip());
        }
        return new QuotaUse(values.getOrDefault("ID", ""), values);
    }

    /** Returns whether it applies to some clusters only; OpenNebula since 7.0. */
    boolean isOfClusters() {
        return !values.getOrDefault("CLUSTER_IDS", "").isEmpty();
    }

    /** Returns whether the cloud's default applies to a metric. */
    boolean leavesOpen(String metric) {
        return number(metric).filter(limit -> limit.intValue() != DEFAULT).isEmpty();
    }

    /** Returns the limit of a metric; empty when there is none. Negative numbers are none: {@code -2} means unlimited. */
    public Optional<BigDecimal> limit(String metric) {
        return number(metric).filter(limit -> limit.signum() >= 0);
    }

    /** Returns the used amount of a metric. */
    public BigDecimal used(String metric) {
        return number(metric + "_USED").orElse(BigDecimal.ZERO);
    }

    private Optional<BigDecimal> number(String name) {
        try {
            return Optional.ofNullable(values.get(name)).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
