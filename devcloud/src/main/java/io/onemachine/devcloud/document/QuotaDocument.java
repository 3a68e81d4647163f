package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.Quota.Metric;
import java.math.BigDecimal;

/** The four quota elements of users, groups and the defaults; this cloud limits VMs only. */
final class QuotaDocument {

    private QuotaDocument() {}

    static void write(DocumentWriter out, Quota quota, Quota.Use use) {
        out.text("DATASTORE_QUOTA", "").text("NETWORK_QUOTA", "");
        if (quota.isDefault() && use.equals(Quota.Use.NONE)) {
            out.text("VM_QUOTA", "");
        } else {
            out.open("VM_QUOTA").open("VM");
            for (Metric metric : Metric.values()) {
                out.cdata(metric.name(), number(quota.limit(metric))).cdata(metric + "_USED", number(use.of(metric)));
            }
            out.close("VM").close("VM_QUOTA");
        }
        out.text("IMAGE_QUOTA", "");
    }

    /** Writes the default quotas, of which nothing is used. */
    static DocumentWriter writeDefaults(DocumentWriter out, String element, Quota quota) {
        out.open(element);
        write(out, quota, Quota.Use.NONE);
        return out.close(element);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
