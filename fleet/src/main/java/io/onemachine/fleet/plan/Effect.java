package io.onemachine.fleet.plan;

/** What a change of a setting does to a machine that exists. */
public enum Effect {
    /** The machine and its engine run on. */
    LIVE,
    /** CPUs, memory or disk change: while the host runs where its cloud can do that, else with a restart of it. */
    RESIZE,
    /** The engine is restarted. */
    ENGINE_RESTART,
    /** The host is started or shut down. */
    POWER,
    /** The host is removed and created again. */
    REPLACE
}
