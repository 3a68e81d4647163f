package io.onemachine.machine.host;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a cloud recorded about a host.
 *
 * @param time its time; empty when unknown
 * @param text what happened, one line
 */
public record HostEvent(Optional<Instant> time, String text) {}
