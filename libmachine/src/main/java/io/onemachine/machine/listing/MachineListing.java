package io.onemachine.machine.listing;

import io.onemachine.machine.Machine;
import io.onemachine.machine.MachineEntry;
import io.onemachine.machine.MachineViews;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.HostView;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.EngineClient;
import io.onemachine.machine.engine.EngineIdentities;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.options.HostOptions;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks drivers and engines about all machines of a store at once, for a limited time. Machines that one place knows about are looked
 * at together.
 */
public final class MachineListing {
    /** So many engines are asked at a time: each takes a socket and a TLS handshake. */
    private static final int ENGINES_AT_ONCE = 64;

    private static final String NO_VERSION = "Unable to query docker version: ";

    private static final String NO_TIME = "the engine did not answer in time";

    /** An engine has this share of the time that is left: its machine's state is worth showing even if the engine hangs. */
    private static final double ENGINE_SHARE = 0.8;

    private final Machines machines;
    private final MachineFilter filter;
    private final String dockerHost;
    private final Duration timeout;
    private final EngineIdentities identities = new EngineIdentities();
    private final Semaphore engines = new Semaphore(ENGINES_AT_ONCE);

    /** What to say of machines whose engine is still being asked when the time is over. */
    private final Map<Machine, MachineReport> withoutEngine = new ConcurrentHashMap<>();

    /**
     * @param machines the store
     * @param filter which machines to list
     * @param dockerHost the value of {@code DOCKER_HOST}, empty for none
     * @param timeout how long to wait, for everything together; a machine whose state is not known by then is listed
     *     as {@link MachineState#TIMEOUT}, one whose engine has not answered without its version. With zero nobody is asked
     */
    public MachineListing(Machines machines, MachineFilter filter, String dockerHost, Duration timeout) {
        this.machines = machines;
        this.filter = filter;
        this.dockerHost = dockerHost;
        this.timeout = timeout;
    }

    /**
     * A machine that is to be asked.
     *
     * @param machine the machine
     * @param options what its configuration says
     * @param swarmMaster who manages its classic Swarm; empty for nobody
     */
    private record Candidate(Machine machine, HostOptions options, String swarmMaster) {}

    /** What is asked of a machine. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Candidate candidate, MachineViews views, long deadline) throws InterruptedException;
    }

    /**
     * Asks all machines.
     *
     * @return a report for each machine that the filter lets through, and for each whose configuration cannot be used
     * @throws MachineException when the store cannot be read
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public List<MachineReport> reports() throws InterruptedException {
        long deadline = deadline();
        List<MachineReport> broken = new ArrayList<>();
        List<Candidate> candidates = candidates(broken);
        List<Future<MachineReport>> answers = ask(candidates, this::reportOf, deadline);
        List<MachineReport> reports = new ArrayList<>(broken);
        for (int i = 0; i < candidates.size(); i++) {
            Machine machine = candidates.get(i).machine();
            MachineReport report = answer(answers, i);
            if (report == null) {
                report = withoutEngine.get(machine);
            }
            if (report == null) {
                reports.add(MachineReport.timedOut(machine.name(), machine.driverName(), timeout));
            } else if (filter.matchesState(report.state())) {
                reports.add(report);
            }
        }
        return reports;
    }

    /**
     * The names of the machines that the filter lets through; drivers are asked only when it is about states.
     *
     * @throws MachineException when the store cannot be read
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public List<String> names() throws InterruptedException {
        long deadline = deadline();
        List<Candidate> candidates = candidates(new ArrayList<>());
        List<String> names = new ArrayList<>();
        if (!filter.needsState()) {
            for (Candidate candidate : candidates) {
                names.add(candidate.machine().name());
            }
            return names;
        }
        List<Future<MachineState>> states = ask(candidates, MachineListing::stateOf, deadline);
        for (int i = 0; i < candidates.size(); i++) {
            MachineState state = answer(states, i);
            if (filter.matchesState(state == null ? MachineState.TIMEOUT : state)) {
                names.add(candidates.get(i).machine().name());
            }
        }
        return names;
    }

    private List<Candidate> candidates(List<MachineReport> broken) {
        SwarmMasters swarms = new SwarmMasters();
        List<Machine> usable = new ArrayList<>();
        List<HostOptions> allOptions = new ArrayList<>();
        for (MachineEntry entry : machines.list()) {
            switch (entry) {
                case MachineEntry.Broken unusable ->
                    broken.add(MachineReport.broken(
                            unusable.name(), unusable.error().getMessage()));
                case MachineEntry.Loaded loaded -> {
                    try {
                        HostOptions options = loaded.machine().options();
                        swarms.add(loaded.name(), options.swarm());
                        usable.add(loaded.machine());
                        allOptions.add(options);
                    } catch (MachineException e) {
                        broken.add(MachineReport.broken(loaded.name(), e.getMessage()));
                    }
                }
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < usable.size(); i++) {
            HostOptions options = allOptions.get(i);
            Candidate candidate = new Candidate(usable.get(i), options, swarms.masterOf(options.swarm()));
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
     * Asks all at once; answers that are not there in time are cancelled and nobody waits for them. Without any time
     * nobody is asked and there are no answers.
     */
    private <T> List<Future<T>> ask(List<Candidate> candidates, Question<T> question, long deadline)
            throws InterruptedException {
        if (candidates.isEmpty() || timeout.isZero()) {
            return List.of();
        }
        MachineViews views =
                MachineViews.of(candidates.stream().map(Candidate::machine).toList());
        List<Callable<T>> tasks = new ArrayList<>();
        for (Candidate candidate : candidates) {
            tasks.add(() -> {
                // Nobody has a second question, and its driver may be a process.
                try (Machine _ = candidate.machine()) {
                    return question.ask(candidate, views, deadline);
                }
            });
        }
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return executor.invokeAll(tasks, left(deadline), TimeUnit.NANOSECONDS);
        } finally {
            executor.shutdownNow();
        }
    }

    /** An answer, null when there was none in time. */
    private static <T> @Nullable T answer(List<Future<T>> answers, int index) throws InterruptedException {
        if (answers.isEmpty()) {
            return null;
        }
        try {
            return answers.get(index).get();
        } catch (CancellationException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationInterruptedException) {
                return null;
            }
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    private static long left(long deadline) {
        return Math.max(deadline - System.nanoTime(), 0);
    }

    private static MachineState stateOf(Candidate candidate, MachineViews views, long deadline) {
        try {
            return views.of(candidate.machine()).state();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return MachineState.ERROR;
        }
    }

    private MachineReport reportOf(Candidate candidate, MachineViews views, long deadline) throws InterruptedException {
        long start = System.nanoTime();
        Machine machine = candidate.machine();
        MachineState state = MachineState.ERROR;
        String url = "";
        String error = "";
        try {
            HostView view = views.of(machine);
            state = view.state();
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
                state,
                url,
                activity(candidate, state, url),
                candidate.swarmMaster(),
                candidate.options(),
                "",
                url.isEmpty() ? error : NO_VERSION + NO_TIME,
                "",
                Duration.ofNanos(System.nanoTime() - start));
        if (url.isEmpty()) {
            return known;
        }
        withoutEngine.put(machine, known);
        Version version = versionOf(candidate, url, deadline);
        return known.withEngine(
                version.version(), version.error(), version.warning(), Duration.ofNanos(System.nanoTime() - start));
    }

    private Activity activity(Candidate candidate, MachineState state, String url) {
        if (state == MachineState.RUNNING && !url.isEmpty() && url.equals(dockerHost)) {
            return Activity.HOST;
        }
        return isActiveSwarm(candidate, url) ? Activity.SWARM : Activity.NONE;
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
     * What came of asking an engine.
     *
     * @param version empty when it did not say
     * @param error empty when it did
     * @param warning what it, or its certificate, will have soon; empty as a rule
     */
    private record Version(String version, String error, String warning) {
        static Version unknown(String reason) {
            return new Version("", NO_VERSION + reason, "");
        }
    }

    private Version versionOf(Candidate candidate, String url, long deadline) throws InterruptedException {
        long engineDeadline = System.nanoTime() + (long) (left(deadline) * ENGINE_SHARE);
        if (!engines.tryAcquire(left(engineDeadline), TimeUnit.NANOSECONDS)) {
            return Version.unknown(NO_TIME);
        }
        try {
            EngineClient engine = candidate.machine().engineAt(url, Duration.ofNanos(left(engineDeadline)), identities);
            EngineClient.Look look = engine.look();
            return new Version(
                    look.version().version(),
                    "",
                    look.dates()
                            .warning(candidate.machine().name(), Instant.now())
                            .orElse(""));
        } catch (MachineException e) {
            return Version.unknown(reason(e));
        } finally {
            engines.release();
        }
    }

    /** A refused connection has had these words for years. */
    private static String reason(MachineException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "Cannot connect to the docker engine endpoint";
            }
        }
        return failure.getMessage();
    }
}
