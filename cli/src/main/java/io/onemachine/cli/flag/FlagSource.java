package io.onemachine.cli.flag;

/** The sources of an option's value. */
public enum FlagSource {
    COMMAND_LINE,
    ENVIRONMENT,
    DEFAULT
}
