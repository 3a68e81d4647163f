package io.onemachine.fleet.plan;

/** What the user has to allow besides the plan itself, because something is lost or stands still by it. */
public enum Consent {
    /** Machines of the fleet that are not in the file any more are removed. */
    PRUNE,
    /** The machine is removed and created again. */
    REPLACE,
    /** A running host may be restarted for another size. */
    RESTART,
    /** A machine that exists becomes one of the fleet. */
    ADOPT
}
