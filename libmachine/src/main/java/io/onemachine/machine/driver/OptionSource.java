package io.onemachine.machine.driver;

/** The source of an option's value. */
public sealed interface OptionSource {
    /** The value was given with the flag itself. */
    record Flag() implements OptionSource {}

    /** The value was taken from an environment variable. */
    record Environment(String variable) implements OptionSource {}

    /** No value was given. */
    record Default() implements OptionSource {}
}
