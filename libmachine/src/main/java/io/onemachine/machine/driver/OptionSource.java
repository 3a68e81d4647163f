package io.onemachine.machine.driver;

/** Where an option's value came from. */
public sealed interface OptionSource {
    /** The value was given with the flag itself. */
    record Flag() implements OptionSource {}

    /** The value was taken from an environment variable. */
    record Environment(String variable) implements OptionSource {}

    /** Nobody gave a value. */
    record Default() implements OptionSource {}
}
