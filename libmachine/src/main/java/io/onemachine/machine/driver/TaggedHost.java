package io.onemachine.machine.driver;

import java.time.Instant;
import java.util.Optional;

/**
 * A host that was created for a machine of a store.
 *
 * @param id the host's id at the cloud, such as {@code 12}
 * @param name its name there; usually the machine's
 * @param tag which machine it belongs to, as it says itself; empty when it says nothing
 * @param state its state in the cloud's words, such as {@code POWEROFF}
 * @param since its creation time, if known
 */
public record TaggedHost(String id, String name, String tag, String state, Optional<Instant> since) {}
