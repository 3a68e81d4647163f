package io.onemachine.machine.driver;

import java.util.Optional;

/** What state a host is in, with the numbers and names that docker-machine programs and plugins use. */
public enum MachineState {
    NONE(0, ""),
    RUNNING(1, "Running"),
    PAUSED(2, "Paused"),
    SAVED(3, "Saved"),
    STOPPED(4, "Stopped"),
    STOPPING(5, "Stopping"),
    STARTING(6, "Starting"),
    ERROR(7, "Error"),
    TIMEOUT(8, "Timeout");

    private final int number;
    private final String label;

    MachineState(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** The number that travels on the plugin wire. */
    public int number() {
        return number;
    }

    /** The name that is shown; empty for {@link #NONE}. */
    public String label() {
        return label;
    }

    /** Whether the host is off, with or without its memory kept. */
    public boolean isOff() {
        return this == STOPPED || this == SAVED;
    }

    /** The state of that number, empty when there is none. */
    public static Optional<MachineState> ofNumber(int number) {
        MachineState[] states = values();
        return number >= 0 && number < states.length ? Optional.of(states[number]) : Optional.empty();
    }
}
