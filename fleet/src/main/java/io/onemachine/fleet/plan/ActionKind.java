package io.onemachine.fleet.plan;

/** What is to be done with a machine. */
public enum ActionKind {
    /** It is in the file and does not exist. */
    CREATE,
    /** Its host is gone, or its creation was interrupted: what is left of it is removed, and it is created again. */
    RECREATE,
    /** It exists, and is not in the fleet yet. */
    ADOPT,
    /** Some of its settings differ. */
    CHANGE,
    /** Settings differ that only a new host can have. */
    REPLACE,
    /** It is in the fleet and not in the file. */
    REMOVE
}
