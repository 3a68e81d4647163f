package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import java.util.Optional;

/** Parses numbers in templates. */
final class Numbers {

    private Numbers() {}

    /** Returns the id in a text; empty for any other text. */
    static Optional<Integer> id(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Returns the size in MiB above zero in a text; empty for any other text. */
    static Optional<Long> size(String text) {
        return text.matches("\\d{1,12}") ? Optional.of(Long.valueOf(text)).filter(size -> size > 0) : Optional.empty();
    }

    /** Checks MEMORY, CPU and, if given, VCPU, in the front end's order. */
    static void requireCapacity(Attributes template) {
        if (size(template.text("MEMORY")).isEmpty()) {
            throw new CloudException(ErrorCode.INTERNAL, "MEMORY attribute must be a positive integer value.");
        }
        if (!isPositiveDecimal(template.text("CPU"))) {
            throw new CloudException(ErrorCode.INTERNAL, "CPU attribute must be a positive float or integer value.");
        }
        String vcpu = template.text("VCPU");
        if (!vcpu.isEmpty() && size(vcpu).isEmpty()) {
            throw new CloudException(ErrorCode.INTERNAL, "VCPU attribute must be a positive integer value.");
        }
    }

    private static boolean isPositiveDecimal(String text) {
        return text.matches("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}") && Double.parseDouble(text) > 0;
    }
}
