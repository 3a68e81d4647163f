package io.onemachine.machine.driver;

/** Where an option's value came from. */
public sealed interface OptionOrigin {
    /** The value was given with the flag itself. */
    record Flag() implements OptionOrigin {}

    /** The value was taken from an environment variable. */
    record Environment(String variable) implements OptionOrigin {}

    /** Nobody gave a value. */
    record Default() implements OptionOrigin {}
}
