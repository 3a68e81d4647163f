package io.onemachine.machine.driver;

import java.util.Optional;

/** The state of a host, with the numbers and names of docker-machine's programs and plugins. */
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

    /** Returns the state's number in the plugin protocol. */
    public int number() {
        return number;
    }

    /** Returns the displayed name; empty for {@link #NONE}. */
    public String label() {
        return label;
    }

    /** Returns whether the host is off, including suspended. */
    public boolean isOff() {
        return this == STOPPED || this == SAVED;
    }

    /** Returns the state of that number, empty when there is none. */
    public static Optional<MachineState> ofNumber(int number) {
        MachineState[] states = values();
        return number >= 0 && number < states.length ? Optional.of(states[number]) : Optional.empty();
    }
}
