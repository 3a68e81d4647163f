package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Attributes.Vector;

/**
 * What a machine's template has planned for a time: {@code SCHED_ACTION=[ACTION="terminate-hard",TIME="+3600"]}.
 *
 * @param action what to do
 * @param time in seconds
 * @param relative whether the seconds count from the making of the machine, otherwise they count from 1970
 */
public record PlannedAction(VmAction action, long time, boolean relative) {

    /**
     * Reads an attribute.
     *
     * @throws CloudException when its action or time is none
     */
    public static PlannedAction of(Vector attribute) {
        String action = attribute.text("ACTION");
        String time = attribute.text("TIME");
        if (!time.matches("\\+?\\d{1,12}")) {
            throw new CloudException(
                    ErrorCode.INTERNAL,
                    "SCHED_ACTION: TIME \"" + time + "\" is neither seconds since 1970 nor +SECONDS.");
        }
        return new PlannedAction(
                VmAction.of(action)
                        .orElseThrow(() -> new CloudException(
                                ErrorCode.INTERNAL, "SCHED_ACTION: action \"" + action + "\" is not supported.")),
                Long.parseLong(time),
                time.startsWith("+"));
    }

    /** Whether it is to be done at a time, seconds since 1970. */
    public boolean isDue(VirtualMachine vm, long now) {
        return now >= (relative ? vm.created() + time : time);
    }
}
