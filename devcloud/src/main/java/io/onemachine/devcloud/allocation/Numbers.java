package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import java.util.Optional;

/** Numbers in templates. */
final class Numbers {

    private Numbers() {}

    /** Returns the number of an object; nothing when the text is none. */
    static Optional<Integer> id(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Returns a size in MiB above zero; nothing when the text is none. */
    static Optional<Long> size(String text) {
        return text.matches("\\d{1,12}") ? Optional.of(Long.valueOf(text)).filter(size -> size > 0) : Optional.empty();
    }

    /** Checks MEMORY, CPU and, where there is one, VCPU, in the order the front end does. */
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
