package io.onemachine.machine.listing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.options.HostOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One machine in a listing.
 *
 * @param name its name
 * @param driverName its driver's name; empty when its configuration cannot be used
 * @param driverAvailable whether that driver is installed
 * @param fleet the name of the fleet it belongs to; empty for none
 * @param state its state; {@link MachineState#TIMEOUT} when it did not answer in time
 * @param url its engine's endpoint, empty when there is none
 * @param activeStatus whether {@code DOCKER_HOST} points at it
 * @param swarmMaster the name of the machine that manages its classic Swarm; empty when it belongs to none, or none manages it
 * @param options its options; null when its configuration cannot be used, or it did not answer in time
 * @param engineVersion its engine's version, such as {@code 26.1.5}; empty when the engine was not asked or did not say
 * @param swarmRole its engine's role in a swarm (swarm mode): {@code manager}, {@code worker}, or empty for none and when the engine
 *     was not asked or did not say
 * @param error what went wrong; empty when nothing did
 * @param warning a problem to expect soon, such as a certificate that expires; empty for none
 * @param leaseEnd when the cloud removes its host; empty for never, and when that is not known
 * @param responseTime the time until the answer
 */
public record MachineReport(
        String name,
        String driverName,
        boolean driverAvailable,
        String fleet,
        MachineState state,
        String url,
        ActiveStatus activeStatus,
        String swarmMaster,
        @Nullable HostOptions options,
        String engineVersion,
        String swarmRole,
        String error,
        String warning,
        Optional<Instant> leaseEnd,
        Duration responseTime) {

    /** Returns the report of a machine whose configuration cannot be used. */
    static MachineReport broken(String name, String error) {
        return new MachineReport(
                name,
                "",
                false,
                "",
                MachineState.ERROR,
                "",
                ActiveStatus.UNKNOWN,
                "",
                null,
                "",
                "",
                error,
                "",
                Optional.empty(),
                Duration.ZERO);
    }

    /** Returns the report of a machine that did not answer in time. */
    static MachineReport timedOut(String name, String driverName, String fleet, Duration timeout) {
        return new MachineReport(
                name,
                driverName,
                true,
                fleet,
                MachineState.TIMEOUT,
                "",
                ActiveStatus.UNKNOWN,
                "",
                null,
                "",
                "",
                "",
                "",
                Optional.empty(),
                timeout);
    }

    /** Returns this report with the engine's answer; its warning is added. */
    MachineReport withEngine(String version, String role, String problem, String soon, Duration time) {
        return new MachineReport(
                name,
                driverName,
                driverAvailable,
                fleet,
                state,
                url,
                activeStatus,
                swarmMaster,
                options,
                version,
                role,
                problem,
                warning.isEmpty() || soon.isEmpty() ? warning + soon : warning + " " + soon,
                leaseEnd,
                time);
    }
}
