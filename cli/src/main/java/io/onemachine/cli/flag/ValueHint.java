package io.onemachine.cli.flag;

/** What the values of an option stand for; used by command-line completion. */
public enum ValueHint {
    /** Any text. */
    ANYTHING,
    /** One of a list of words. */
    CHOICE,
    /** The path of a file. */
    FILE,
    /** The path of a folder. */
    FOLDER,
    /** The name of a driver. */
    DRIVER,
    /** The name of a machine. */
    MACHINE,
    /** A filter of machines: {@code KEY=VALUE}. */
    FILTER
}
