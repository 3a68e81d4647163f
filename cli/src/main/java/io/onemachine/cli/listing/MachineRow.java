package io.onemachine.cli.listing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.options.HostOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One machine in a listing.
 *
 * @param name its name
 * @param active {@code *} when {@code DOCKER_HOST} points at it, {@code * (swarm)} when at its Swarm manager, {@code -} when
 *     at neither, empty when nobody knows
 * @param driverName its driver; {@code not found} and {@code not-found} when there is none
 * @param state its state
 * @param url its engine's endpoint, empty when there is none
 * @param swarm the classic Swarm it belongs to
 * @param options its options; null when they cannot be read
 * @param error what went wrong
 * @param dockerVersion the engine's version with a v in front, {@code Unknown} when the engine did not say
 * @param responseTime how long it took to find out
 */
public record MachineRow(
        String name,
        String active,
        String driverName,
        MachineState state,
        String url,
        String swarm,
        @Nullable HostOptions options,
        String error,
        String dockerVersion,
        Duration responseTime) {

    private static final String ACTIVE = "*";
    private static final String ACTIVE_SWARM = "* (swarm)";

    /** A machine whose configuration cannot be used. */
    static MachineRow broken(String name, String error) {
        return new MachineRow(name, "", "not found", MachineState.ERROR, "", "", null, error, "", Duration.ZERO);
    }

    /** A machine that did not answer in time. */
    static MachineRow timedOut(String name, String driverName, Duration timeout) {
        return new MachineRow(name, "", driverName, MachineState.TIMEOUT, "", "", null, "", "", timeout);
    }

    static String activity(boolean host, boolean swarm) {
        return host ? ACTIVE : swarm ? ACTIVE_SWARM : "-";
    }

    /** Whether {@code DOCKER_HOST} points at the machine's engine. */
    public boolean isActiveHost() {
        return active.equals(ACTIVE);
    }

    /** Whether {@code DOCKER_HOST} points at the machine's Swarm manager. */
    public boolean isActiveSwarm() {
        return active.equals(ACTIVE_SWARM);
    }
}
