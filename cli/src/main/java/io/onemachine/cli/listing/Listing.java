package io.onemachine.cli.listing;

import io.onemachine.machine.Machine;
import io.onemachine.machine.MachineEntry;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.options.HostOptions;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks drivers and engines about many machines at once, for a limited time. */
public final class Listing {
    /** So many engines are asked at a time: each takes a socket and a TLS handshake. */
    private static final int ENGINES_AT_ONCE = 64;

    private static final String UNKNOWN = "Unknown";
    private static final String NO_VERSION = "Unable to query docker version: ";

    /** An engine has this share of the time: its machine's state is worth showing even if the engine hangs. */
    private static final double ENGINE_SHARE = 0.8;

    private final MachineFilter filter;
    private final String dockerHost;
    private final Duration timeout;
    private final SwarmMasters swarms = new SwarmMasters();
    private final Semaphore engines = new Semaphore(ENGINES_AT_ONCE);

    /**
     * @param filter which machines to list
     * @param dockerHost the value of {@code DOCKER_HOST}, empty for none
     * @param timeout how long to wait for the machines; one that has not answered by then is listed as
     *     {@link MachineState#TIMEOUT}
     */
    public Listing(MachineFilter filter, String dockerHost, Duration timeout) {
        this.filter = filter;
        this.dockerHost = dockerHost;
        this.timeout = timeout;
    }

    /**
     * A machine that is to be asked.
     *
     * @param machine the machine
     * @param options what its configuration says
     */
    private record Candidate(Machine machine, HostOptions options) {}

    /**
     * Asks all machines.
     *
     * @return a row for each machine that the filter lets through, and for each whose configuration cannot be used
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public List<MachineRow> rows(List<MachineEntry> entries) throws InterruptedException {
        List<MachineRow> broken = new ArrayList<>();
        List<Candidate> candidates = candidates(entries, broken);
        List<MachineRow> rows = new ArrayList<>(broken);
        for (MachineRow row : askAll(candidates)) {
            if (row.state() == MachineState.TIMEOUT || filter.matchesState(row.state())) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The names of the machines that the filter lets through; drivers are asked only when it is about states. */
    public List<String> names(List<MachineEntry> entries) throws InterruptedException {
        List<Candidate> candidates = candidates(entries, new ArrayList<>());
        List<String> names = new ArrayList<>();
        if (!filter.needsState()) {
            for (Candidate candidate : candidates) {
                names.add(candidate.machine().name());
            }
            return names;
        }
        List<Future<MachineState>> states = ask(candidates, candidate -> stateOf(candidate.machine()));
        for (int i = 0; i < candidates.size(); i++) {
            MachineState state = answer(states, i);
            if (filter.matchesState(state == null ? MachineState.TIMEOUT : state)) {
                names.add(candidates.get(i).machine().name());
            }
        }
        return names;
    }

    private List<Candidate> candidates(List<MachineEntry> entries, List<MachineRow> broken) {
        List<Candidate> all = new ArrayList<>();
        for (MachineEntry entry : entries) {
            switch (entry) {
                case MachineEntry.Broken unusable ->
                    broken.add(
                            MachineRow.broken(unusable.name(), unusable.error().getMessage()));
                case MachineEntry.Loaded loaded -> {
                    try {
                        HostOptions options = loaded.machine().options();
                        swarms.add(loaded.name(), options.swarm());
                        all.add(new Candidate(loaded.machine(), options));
                    } catch (MachineException e) {
                        broken.add(MachineRow.broken(loaded.name(), e.getMessage()));
                    }
                }
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : all) {
            if (filter.matchesName(candidate.machine().name())
                    && filter.matchesDriver(candidate.machine().driverName())
                    && filter.matchesSwarm(swarms.masterOf(candidate.options().swarm()))
                    && filter.matchesLabels(candidate.options().engine())) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    private static MachineState stateOf(Machine machine) {
        try {
            return machine.state();
        } catch (MachineException e) {
            return MachineState.ERROR;
        }
    }

    private List<MachineRow> askAll(List<Candidate> candidates) throws InterruptedException {
        List<Future<MachineRow>> answers = ask(candidates, this::rowOf);
        List<MachineRow> rows = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Machine machine = candidates.get(i).machine();
            MachineRow row = answer(answers, i);
            rows.add(row == null ? MachineRow.timedOut(machine.name(), machine.driverName(), timeout) : row);
        }
        return rows;
    }

    /** What is asked of a machine. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Candidate candidate) throws InterruptedException;
    }

    /**
     * Asks all at once; answers that are not there in time are cancelled and nobody waits for them. Without any time
     * nobody is asked and there are no answers.
     */
    private <T> List<Future<T>> ask(List<Candidate> candidates, Question<T> question) throws InterruptedException {
        if (candidates.isEmpty() || timeout.isZero()) {
            return List.of();
        }
        List<Callable<T>> tasks = new ArrayList<>();
        for (Candidate candidate : candidates) {
            tasks.add(() -> {
                // Nobody has a second question, and its driver may be a process.
                try (Machine _ = candidate.machine()) {
                    return question.ask(candidate);
                }
            });
        }
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return executor.invokeAll(tasks, timeout.toMillis(), TimeUnit.MILLISECONDS);
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
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private MachineRow rowOf(Candidate candidate) throws InterruptedException {
        long start = System.nanoTime();
        Machine machine = candidate.machine();
        MachineState state = MachineState.ERROR;
        String url = "";
        String error = "";
        try {
            state = machine.state();
            url = state == MachineState.RUNNING ? machine.url() : "";
        } catch (HostNotRunningException e) {
            url = "";
        } catch (MachineException e) {
            error = e.getMessage();
        }
        String version = UNKNOWN;
        if (!url.isEmpty()) {
            Version answer = versionOf(machine);
            version = answer.version();
            error = answer.error();
        }
        boolean activeHost = state == MachineState.RUNNING && !url.isEmpty() && url.equals(dockerHost);
        return new MachineRow(
                machine.name(),
                MachineRow.activity(activeHost, isActiveSwarm(candidate, url)),
                machine.driverAvailable() ? machine.driverName() : "not-found",
                state,
                url,
                swarms.describe(machine.name(), candidate.options().swarm()),
                candidate.options(),
                error,
                version,
                Duration.ofNanos(System.nanoTime() - start));
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

    private record Version(String version, String error) {}

    private Version versionOf(Machine machine) throws InterruptedException {
        engines.acquire();
        try {
            Duration share = Duration.ofMillis((long) (timeout.toMillis() * ENGINE_SHARE));
            return new Version("v" + machine.engineVersion(share).version(), "");
        } catch (MachineException e) {
            return new Version(UNKNOWN, NO_VERSION + reason(e));
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
