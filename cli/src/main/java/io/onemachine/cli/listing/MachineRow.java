package io.onemachine.cli.listing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.listing.ActiveStatus;
import io.onemachine.machine.listing.MachineReport;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.plugin.wording.CommandLineWords;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One machine in a listing, as the table, the templates and the JSON show it.
 *
 * @param name its name
 * @param active {@code *} when {@code DOCKER_HOST} points at it, {@code * (swarm)} when at its Swarm manager, {@code -} when
 *     at neither, empty when it is not known
 * @param driverName its driver; {@code not found} and {@code not-found} when there is none
 * @param state its state
 * @param url its engine's endpoint, empty when there is none
 * @param swarm the classic Swarm it belongs to
 * @param options its options; null when they cannot be read
 * @param error the error, empty when there is none
 * @param warning a warning, such as of a certificate about to expire; empty when there is none
 * @param dockerVersion the engine's version with a leading v, {@code Unknown} when the engine did not report it
 * @param fleet the name of its fleet; empty for none
 * @param swarmRole its engine's role in a swarm: {@code manager}, {@code worker}, or empty for none and when it was not asked
 * @param leaseEnds when the cloud removes its host, in ISO 8601; empty for never, and when that is not known
 * @param context the name of its docker context; empty for none, and where contexts are not shown
 * @param responseTime how long the query took
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
        String warning,
        String dockerVersion,
        String fleet,
        String swarmRole,
        String leaseEnds,
        String context,
        Duration responseTime) {

    private static final String ACTIVE = "*";
    private static final String ACTIVE_SWARM = "* (swarm)";
    private static final String UNKNOWN_VERSION = "Unknown";

    /** Converts a report into the words of the table. */
    public static MachineRow of(MachineReport report) {
        HostOptions options = report.options();
        return new MachineRow(
                report.name(),
                active(report.activeStatus()),
                driver(report),
                report.state(),
                report.url(),
                options == null ? "" : swarm(report, options.swarm()),
                options,
                CommandLineWords.in(report.error()),
                CommandLineWords.in(report.warning()),
                options == null ? "" : version(report.engineVersion()),
                report.fleet(),
                report.swarmRole(),
                report.leaseEnd().map(Instant::toString).orElse(""),
                "",
                report.responseTime());
    }

    private static String active(ActiveStatus activeStatus) {
        return switch (activeStatus) {
            case HOST -> ACTIVE;
            case SWARM -> ACTIVE_SWARM;
            case NONE -> "-";
            case UNKNOWN -> "";
        };
    }

    private static String driver(MachineReport report) {
        if (report.driverName().isEmpty()) {
            return "not found";
        }
        return report.driverAvailable() ? report.driverName() : "not-found";
    }

    private static String swarm(MachineReport report, SwarmOptions options) {
        if (options.discovery().isEmpty()) {
            return "";
        }
        return options.master() ? report.name() + " (master)" : report.swarmMaster();
    }

    private static String version(String engineVersion) {
        return engineVersion.isEmpty() ? UNKNOWN_VERSION : "v" + engineVersion;
    }

    /** Returns the same row with another response time. */
    MachineRow answeredAfter(Duration time) {
        return with(context, time);
    }

    /** Returns the same row with a docker context. */
    public MachineRow inContext(String name) {
        return with(name, responseTime);
    }

    private MachineRow with(String newContext, Duration newTime) {
        return new MachineRow(
                name,
                active,
                driverName,
                state,
                url,
                swarm,
                options,
                error,
                warning,
                dockerVersion,
                fleet,
                swarmRole,
                leaseEnds,
                newContext,
                newTime);
    }

    /** Returns whether {@code DOCKER_HOST} points at the machine's engine. */
    public boolean isActiveHost() {
        return active.equals(ACTIVE);
    }

    /** Returns whether {@code DOCKER_HOST} points at the machine's Swarm manager. */
    public boolean isActiveSwarm() {
        return active.equals(ACTIVE_SWARM);
    }
}
