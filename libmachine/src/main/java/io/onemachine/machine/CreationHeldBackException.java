package io.onemachine.machine;

import io.onemachine.machine.error.MachineException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A creation that did not begin because of another machine of the same group; nothing was created. */
public final class CreationHeldBackException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable MachineException other;

    private CreationHeldBackException(String message, @Nullable MachineException other) {
        super(message);
        this.other = other;
    }

    /** A check of the other machine failed. */
    public static CreationHeldBackException afterCheck(
            String machine, String otherMachine, @Nullable MachineException failure) {
        return new CreationHeldBackException(
                "Machine \"" + machine + "\" is not created, as the check of \"" + otherMachine + "\" has failed",
                failure);
    }

    /** The checks of all machines together failed. */
    public static CreationHeldBackException afterSharedCheck(String machine, MachineException failure) {
        return new CreationHeldBackException(
                "Machine \"" + machine + "\" is not created, as the check of all machines together has failed",
                failure);
    }

    /** The cloud has no room for the other machine, and so for no further one. */
    public static CreationHeldBackException afterRefusal(
            String machine, String otherMachine, MachineException failure) {
        return new CreationHeldBackException(
                "Machine \"" + machine + "\" is not created, as there was no room for \"" + otherMachine + "\"",
                failure);
    }

    /** Returns the failure of the other machine; empty when it is not one of the library. */
    public Optional<MachineException> other() {
        return Optional.ofNullable(other);
    }
}
