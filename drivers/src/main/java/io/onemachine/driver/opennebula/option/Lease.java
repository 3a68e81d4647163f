package io.onemachine.driver.opennebula.option;

import io.onemachine.opennebula.resource.ScheduledAction;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time after which the cloud terminates a VM.
 *
 * @param seconds counted from the VM's start
 */
public record Lease(long seconds) {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
    private static final long LONGEST = 100L * 365 * 24 * 3600;

    /** Parses {@code 90m}, {@code 8h} or {@code 3d}; empty for any other text and for more than a hundred years. */
    public static Optional<Lease> parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "d" -> 24 * 3600;
            case "h" -> 3600;
            case "m" -> 60;
            default -> 1;
        };
        return Optional.of(new Lease(Long.parseLong(matcher.group(1)) * unit))
                .filter(lease -> lease.seconds <= LONGEST);
    }

    /** Returns the scheduled action; a time with a leading plus sign counts from the VM's start (OpenNebula since 5.8). */
    public Vector action() {
        return Vector.of(ScheduledAction.ATTRIBUTE)
                .with("ACTION", VmAction.TERMINATE_HARD.wireName())
                .with("TIME", "+" + seconds);
    }
}
