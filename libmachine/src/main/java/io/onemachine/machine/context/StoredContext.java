package io.onemachine.machine.context;

import java.util.Optional;

/**
 * A context as it is stored.
 *
 * @param name its name
 * @param host the engine's URL; empty when there is none
 * @param owner the machine that it belongs to; empty for a context that was not created for one, and for a copy of such a context
 */
public record StoredContext(String name, String host, Optional<ContextOwner> owner) {
    /** Returns whether it belongs to that machine. */
    public boolean isOf(ContextOwner machine) {
        return owner.filter(machine::equals).isPresent();
    }
}
