package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a quota: limits, and how much of each is used. A metric {@code CPU} is used by {@code CPU_USED}.
 *
 * @param id the network, image or datastore it is about; empty for virtual machines
 * @param values everything it says, by name
 */
public record QuotaUse(String id, Map<String, String> values) {

    /** {@code -1}: what the cloud gives everybody counts. */
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

    /** Whether it is for some clusters only, as OpenNebula has it from 7.0 on. */
    boolean isOfClusters() {
        return !values.getOrDefault("CLUSTER_IDS", "").isEmpty();
    }

    /** Whether the default of the cloud counts for a metric. */
    boolean leavesOpen(String metric) {
        return number(metric).filter(limit -> limit.intValue() != DEFAULT).isEmpty();
    }

    /** The limit of a metric; empty when there is none. Negative numbers are none: {@code -2} means unlimited. */
    public Optional<BigDecimal> limit(String metric) {
        return number(metric).filter(limit -> limit.signum() >= 0);
    }

    /** How much of a metric is used. */
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
