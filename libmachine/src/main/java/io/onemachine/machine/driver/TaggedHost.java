package io.onemachine.machine.driver;

import java.time.Instant;
import java.util.Optional;

/**
 * A host that was made for a machine of a store.
 *
 * @param id what the host is known by where it is, such as {@code 12}
 * @param name its name there; mostly the machine's
 * @param tag what it says about which machine it belongs to; empty when it says nothing
 * @param state its state in the words of where it is, such as {@code POWEROFF}
 * @param since when it was made, if that is known
 */
public record TaggedHost(String id, String name, String tag, String state, Optional<Instant> since) {}
