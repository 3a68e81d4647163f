package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Attributes.Vector;

/**
 * A scheduled action of a VM's template: {@code SCHED_ACTION=[ACTION="terminate-hard",TIME="+3600"]}.
 *
 * @param action the action
 * @param time in seconds
 * @param relative whether the seconds count from the VM's creation; otherwise they count from 1970
 */
public record PlannedAction(VmAction action, long time, boolean relative) {

    /** The name of the attribute. */
    public static final String ATTRIBUTE = "SCHED_ACTION";

    /**
     * Parses an attribute.
     *
     * @throws CloudException when its action or time is invalid
     */
    public static PlannedAction of(Vector attribute) {
        String action = attribute.text("ACTION");
        String time = attribute.text("TIME");
        if (action.isEmpty()) {
            throw new CloudException(ErrorCode.INTERNAL, "No ACTION in template for Scheduled Action.");
        }
        VmAction planned = VmAction.of(action)
                .orElseThrow(() -> new CloudException(ErrorCode.INTERNAL, action + " is not supported."));
        if (!time.matches("\\+?\\d{1,12}")) {
            throw new CloudException(ErrorCode.INTERNAL, "Unable to parse the time value or value is empty: " + time);
        }
        return new PlannedAction(planned, Long.parseLong(time), time.startsWith("+"));
    }

    /**
     * Checks an attribute, and sets its id and its absolute time in seconds since 1970.
     *
     * @param created the creation time of its VM, seconds since 1970
     * @throws CloudException when its action or time is invalid
     */
    public static void resolve(Vector attribute, int id, long created) {
        long due = of(attribute).due(created);
        attribute.with("ID", Integer.toString(id)).with("TIME", Long.toString(due));
    }

    /** Returns the due time for a VM with this creation time, both in seconds since 1970. */
    public long due(long created) {
        return relative ? created + time : time;
    }

    /** Returns whether it is due at a time, seconds since 1970. */
    public boolean isDue(VirtualMachine vm, long now) {
        return now >= due(vm.created());
    }
}
