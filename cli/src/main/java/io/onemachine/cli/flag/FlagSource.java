package io.onemachine.cli.flag;

/** Where the value of an option came from. */
public enum FlagSource {
    COMMAND_LINE,
    ENVIRONMENT,
    DEFAULT
}
