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

    /** The name of the attribute. */
    public static final String ATTRIBUTE = "SCHED_ACTION";

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

    /**
     * Checks an attribute and settles its number and its time, which counts from 1970 then.
     *
     * @param created when its machine was made, seconds since 1970
     * @throws CloudException when its action or time is none
     */
    public static void settle(Vector attribute, int id, long created) {
        long due = of(attribute).due(created);
        attribute.with("ID", Integer.toString(id)).with("TIME", Long.toString(due));
    }

    /** When it is to be done with a machine that was made at a time, both in seconds since 1970. */
    public long due(long created) {
        return relative ? created + time : time;
    }

    /** Returns whether it is to be done at a time, seconds since 1970. */
    public boolean isDue(VirtualMachine vm, long now) {
        return now >= due(vm.created());
    }
}
