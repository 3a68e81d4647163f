package io.onemachine.cli.flag;

/** What the values of an option are, for whoever completes a command line. */
public enum ValueHint {
    /** Nothing is known of them. */
    ANYTHING,
    /** One of a list of words. */
    CHOICE,
    /** The path of a file. */
    FILE,
    /** The path of a folder. */
    FOLDER,
    /** The name of a driver. */
    DRIVER,
    /** A filter of machines: {@code KEY=VALUE}. */
    FILTER
}
