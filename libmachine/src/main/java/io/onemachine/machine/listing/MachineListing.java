package io.onemachine.machine.listing;

import io.onemachine.machine.BulkStatus;
import io.onemachine.machine.FleetMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.MachineEntry;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.CertificateExpiry;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.TlsCredentialsCache;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.reference.Reference;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Asks the drivers and engines of all machines of a store concurrently, for a limited time. Machines whose provider has bulk queries
 * share a query.
 */
public final class MachineListing {
    /** The number of engines asked at a time: each takes a socket and a TLS handshake. */
    private static final int ENGINES_AT_ONCE = 64;

    /** The number of drivers asked at a time while they answer quickly. */
    private static final int DRIVERS_AT_ONCE = 16;

    private static final String NO_VERSION = "Unable to query docker version: ";

    private static final String NO_TIME = "the engine did not answer in time";

    private static final Duration LEASE_NOTICE = Duration.ofDays(1);

    /** An engine's share of the remaining time: its machine's state is worth showing even if the engine hangs. */
    private static final double ENGINE_SHARE = 0.8;

    private final Machines machines;
    private final MachineFilter filter;
    private final String dockerHost;
    private final Duration timeout;
    private final boolean swarmRoles;
    private final TlsCredentialsCache identities = new TlsCredentialsCache();

    /**
     * @param machines the store
     * @param filter which machines to list
     * @param dockerHost the value of {@code DOCKER_HOST}, empty for none
     * @param timeout the time for everything together; a machine whose state is unknown by then is listed as {@link
     *     MachineState#TIMEOUT}, and one whose engine has not answered, without its version. With zero nothing is asked
     */
    public MachineListing(Machines machines, MachineFilter filter, String dockerHost, Duration timeout) {
        this(machines, filter, dockerHost, timeout, false);
    }

    private MachineListing(
            Machines machines, MachineFilter filter, String dockerHost, Duration timeout, boolean swarmRoles) {
        this.machines = machines;
        this.filter = filter;
        this.dockerHost = dockerHost;
        this.timeout = timeout;
        this.swarmRoles = swarmRoles;
    }

    /** Returns the same listing, which also asks the engines for their roles in a swarm (swarm mode). */
    public MachineListing withSwarmRoles() {
        return new MachineListing(machines, filter, dockerHost, timeout, true);
    }

    /**
     * A machine to list.
     *
     * @param machine the machine
     * @param options the options in its configuration
     * @param fleet the name of its fleet; empty for none
     * @param swarmMaster the manager of its classic Swarm; empty for none
     */
    private record Candidate(Machine machine, HostOptions options, String fleet, String swarmMaster) {
        Candidate inSwarmOf(String master) {
            return new Candidate(machine, options, fleet, master);
        }
    }

    /** A question to a machine's driver. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Candidate candidate, BulkStatus views);
    }

    /**
     * A driver's answer.
     *
     * @param known the report without the engine's answer
     * @param whole the report with the engine's answer, when it is asked
     */
    private record PartialReport(MachineReport known, Optional<Future<MachineReport>> whole) {}

    /**
     * Asks all machines.
     *
     * @return a report for each machine that the filter lets through, and for each whose configuration cannot be used, as far as the
     *     filter can be applied to it
     * @throws MachineException when the store cannot be read
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public List<MachineReport> reports() throws InterruptedException {
        long start = System.nanoTime();
        List<MachineReport> reports = new ArrayList<>();
        List<Candidate> candidates = candidates(reports);
        try (DeadlineExecutor engines =
                new DeadlineExecutor("ls-engine", ENGINES_AT_ONCE, ENGINES_AT_ONCE, deadline(start))) {
            List<Optional<PartialReport>> sightings =
                    ask(candidates, (candidate, views) -> look(candidate, views, engines, start), start);
            for (int i = 0; i < candidates.size(); i++) {
                Optional<PartialReport> sighting = sightings.get(i);
                MachineReport report =
                        sighting.isEmpty() ? timedOut(candidates.get(i)) : whole(sighting.get(), engines);
                if (sighting.isEmpty() || filter.matchesState(report.state())) {
                    reports.add(report);
                }
            }
        }
        return reports;
    }

    private MachineReport timedOut(Candidate candidate) {
        Machine machine = candidate.machine();
        return MachineReport.timedOut(machine.name(), machine.driverName(), candidate.fleet(), timeout);
    }

    /** Returns the report with the engine's answer, or without it when time is up. */
    private static MachineReport whole(PartialReport partialReport, DeadlineExecutor engines)
            throws InterruptedException {
        return partialReport.whole().isEmpty()
                ? partialReport.known()
                : engines.answer(partialReport.whole().get()).orElse(partialReport.known());
    }

    /**
     * Returns the names of the matching machines; drivers are asked only when the filter depends on states.
     *
     * @throws MachineException when the store cannot be read
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public List<String> names() throws InterruptedException {
        long start = System.nanoTime();
        List<Candidate> candidates = candidates(new ArrayList<>());
        List<String> names = new ArrayList<>();
        if (!filter.needsState()) {
            for (Candidate candidate : candidates) {
                names.add(candidate.machine().name());
            }
            return names;
        }
        List<Optional<MachineState>> states = ask(candidates, MachineListing::stateOf, start);
        for (int i = 0; i < candidates.size(); i++) {
            if (filter.matchesState(states.get(i).orElse(MachineState.TIMEOUT))) {
                names.add(candidates.get(i).machine().name());
            }
        }
        return names;
    }

    private List<Candidate> candidates(List<MachineReport> broken) {
        SwarmMasters swarms = new SwarmMasters();
        List<Candidate> usable = new ArrayList<>();
        for (MachineEntry entry : machines.list()) {
            try {
                Machine machine = entry.machine();
                HostOptions options = machine.options();
                String fleet = machine.fleet().map(FleetMembership::fleet).orElse("");
                swarms.add(machine.name(), options.swarm());
                usable.add(new Candidate(machine, options, fleet, ""));
            } catch (MachineException e) {
                if (filter.matchesBroken(entry.name())) {
                    broken.add(MachineReport.broken(entry.name(), e.getMessage()));
                }
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate known : usable) {
            Candidate candidate =
                    known.inSwarmOf(swarms.masterOf(known.options().swarm()));
            if (isWanted(candidate)) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    private boolean isWanted(Candidate candidate) {
        return filter.matchesName(candidate.machine().name())
                && filter.matchesDriver(candidate.machine().driverName())
                && filter.matchesSwarm(candidate.swarmMaster())
                && filter.matchesLabels(candidate.options().engine());
    }

    /**
     * Asks all concurrently. An answer that does not arrive in time is missing; without any time nothing is asked.
     */
    private <T> List<Optional<T>> ask(List<Candidate> candidates, Question<T> question, long start)
            throws InterruptedException {
        if (candidates.isEmpty() || timeout.isZero()) {
            return Collections.nCopies(candidates.size(), Optional.empty());
        }
        List<Machine> machines = new ArrayList<>();
        for (Candidate candidate : candidates) {
            machines.add(candidate.machine());
        }
        BulkStatus views = BulkStatus.of(machines);
        Map<Machine, FutureTask<T>> questions = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            questions.put(candidate.machine(), new FutureTask<>(() -> {
                // Each machine is asked one question only, and its driver may be a process.
                try (Machine _ = candidate.machine()) {
                    return question.ask(candidate, views);
                }
            }));
        }
        try (DeadlineExecutor drivers =
                new DeadlineExecutor("ls-driver", DRIVERS_AT_ONCE, candidates.size(), deadline(start))) {
            for (List<Machine> group : views.groups()) {
                drivers.execute(() -> {
                    for (Machine machine : group) {
                        Executor asked = group.size() > 1 && isUnseen(machine, views) ? drivers : Runnable::run;
                        asked.execute(questions.get(machine));
                    }
                });
            }
            List<Optional<T>> answers = new ArrayList<>();
            for (FutureTask<T> asked : questions.values()) {
                answers.add(drivers.answer(asked));
            }
            return answers;
        }
    }

    /** Returns whether no bulk query has covered the machine, so that it must be asked itself, which takes time. */
    private static boolean isUnseen(Machine machine, BulkStatus views) {
        try {
            return views.of(machine) == machine;
        } catch (RuntimeException e) {
            return false; // asking for the state reports the same error
        }
    }

    private long deadline(long start) {
        return start + timeout.toNanos();
    }

    private static MachineState stateOf(Candidate candidate, BulkStatus views) {
        try {
            return views.of(candidate.machine()).state();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return MachineState.ERROR;
        }
    }

    private PartialReport look(Candidate candidate, BulkStatus views, DeadlineExecutor engines, long start) {
        Machine machine = candidate.machine();
        MachineState state = MachineState.ERROR;
        String url = "";
        String error = "";
        Optional<Instant> leaseEnd = Optional.empty();
        try {
            HostStatus view = views.of(machine);
            state = view.state();
            leaseEnd = view.leaseEnd();
            url = state == MachineState.RUNNING ? view.url() : "";
        } catch (HostNotRunningException e) {
            url = "";
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            error = e.getMessage();
        }
        MachineReport known = new MachineReport(
                machine.name(),
                machine.driverName(),
                machine.driverAvailable(),
                candidate.fleet(),
                state,
                url,
                activity(candidate, state, url),
                candidate.swarmMaster(),
                candidate.options(),
                "",
                "",
                url.isEmpty() ? error : NO_VERSION + NO_TIME,
                leaseEnd.flatMap(end -> leaseWarning(machine.name(), end, Instant.now()))
                        .orElse(""),
                leaseEnd,
                Duration.ofNanos(System.nanoTime() - start));
        if (url.isEmpty()) {
            return new PartialReport(known, Optional.empty());
        }
        String address = url;
        long now = System.nanoTime();
        long deadline = now + (long) (Math.max(deadline(start) - now, 0) * ENGINE_SHARE);
        FutureTask<MachineReport> whole = new FutureTask<>(() -> {
            EngineAnswer answer = askEngine(candidate, address, deadline);
            return known.withEngine(
                    answer.version(),
                    answer.swarmRole(),
                    answer.error(),
                    answer.warning(),
                    Duration.ofNanos(System.nanoTime() - start));
        });
        engines.execute(whole);
        return new PartialReport(known, Optional.of(whole));
    }

    /** Returns a warning from a day before a lease ends. */
    static Optional<String> leaseWarning(String name, Instant end, Instant now) {
        if (end.isAfter(now.plus(LEASE_NOTICE))) {
            return Optional.empty();
        }
        return Optional.of("The lease of \"" + name + "\" ends at " + end + ", and the cloud then removes its host; \""
                + Reference.command("lease")
                        .with(Reference.option("extend", "8h"))
                        .with(name) + "\" extends it.");
    }

    private ActiveStatus activity(Candidate candidate, MachineState state, String url) {
        if (state == MachineState.RUNNING && !url.isEmpty() && url.equals(dockerHost)) {
            return ActiveStatus.HOST;
        }
        return isActiveSwarm(candidate, url) ? ActiveStatus.SWARM : ActiveStatus.NONE;
    }

    private boolean isActiveSwarm(Candidate candidate, String url) {
        if (url.isEmpty()
                || dockerHost.isEmpty()
                || !candidate.options().swarm().master()) {
            return false;
        }
        try {
            int port = candidate.options().swarm().hostPort();
            return dockerHost.equals("tcp://" + URI.create(url).getHost() + ":" + port);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * An engine's answer.
     *
     * @param version the version; empty when there was no answer
     * @param swarmRole its role in a swarm; empty for none, and when it was not asked
     * @param error the error; empty when there was an answer
     * @param warning a problem to expect soon, such as a certificate that expires; usually empty
     */
    private record EngineAnswer(String version, String swarmRole, String error, String warning) {
        static EngineAnswer none(String reason) {
            return new EngineAnswer("", "", NO_VERSION + reason, "");
        }
    }

    private EngineAnswer askEngine(Candidate candidate, String url, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return EngineAnswer.none(NO_TIME);
        }
        Machine machine = candidate.machine();
        try {
            EngineClient engine = machine.engineAt(url, Duration.ofNanos(left), identities);
            if (swarmRoles) {
                EngineClient.Info info = engine.info();
                return new EngineAnswer(info.version(), info.swarm().role(), "", warning(machine, info.dates()));
            }
            EngineClient.Inspection inspection = engine.inspect();
            return new EngineAnswer(inspection.version().version(), "", "", warning(machine, inspection.dates()));
        } catch (MachineException e) {
            return EngineAnswer.none(reason(e));
        }
    }

    private static String warning(Machine machine, CertificateExpiry dates) {
        return dates.warning(machine.name(), Instant.now()).orElse("");
    }

    /** Returns the reason; the words for a refused connection are docker-machine's. */
    private static String reason(MachineException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "Cannot connect to the docker engine endpoint";
            }
        }
        return failure.getMessage();
    }
}
