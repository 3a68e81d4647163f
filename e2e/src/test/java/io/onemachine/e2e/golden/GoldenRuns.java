package io.onemachine.e2e.golden;

import io.onemachine.e2e.support.ForeignPlugins;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs recorded cases, some at a time, each in folders of its own. Those that need a host wait for it while others run.
 */
final class GoldenRuns implements AutoCloseable {

    private static final Set<String> NEED_HOST = Set.of("generic", "host", "key");
    private static final String PLUGIN = "ci-test";
    private static final Set<String> STAND_INS = Set.of("ssh", "scp", "rsync", "sshfs", "fusermount");

    private final Executor threads = command -> Thread.ofVirtual().start(command);
    private final Semaphore slots =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()) + 1);
    private final Path folder;
    private final Path certificates;
    private final Path standIns;
    private final CompletableFuture<GoldenHost> host;
    private final CompletableFuture<GoldenFrontEnd> frontEnd;
    private final CompletableFuture<ForeignPlugins> plugins;
    private final Map<GoldenCase, CompletableFuture<GoldenOutcome>> outcomes = new LinkedHashMap<>();

    private GoldenRuns(Path folder) {
        this.folder = folder;
        this.certificates = createCertificates();
        this.standIns = installStandIns();
        this.plugins = later(() -> new ForeignPlugins(folder, UserEnvironment.in(folder)).serving(PLUGIN));
        this.frontEnd = later(() -> GoldenFrontEnd.start(folder.resolve("front-end")));
        this.host = RealHosts.isRoot()
                ? later(() -> GoldenHost.start(folder.resolve("host"), certificates))
                : CompletableFuture.failedFuture(new IllegalStateException("real hosts need root"));
    }

    static GoldenRuns start(Path folder, List<GoldenCase> cases) {
        GoldenRuns runs = new GoldenRuns(folder);
        cases.forEach(golden -> runs.outcomes.put(golden, runs.later(() -> runs.run(golden))));
        return runs;
    }

    List<GoldenCase> cases() {
        return List.copyOf(outcomes.keySet());
    }

    /** Waits for a case; skips the test, with the reason, when it needs a host that cannot run here. */
    GoldenOutcome outcome(GoldenCase golden) {
        if (needsHost(golden)) {
            RealHosts.required();
        }
        if (needsPlugin(golden)) {
            Tools.required("go");
        }
        CompletableFuture<GoldenOutcome> outcome = outcomes.get(golden);
        if (outcome == null) {
            throw new IllegalArgumentException(golden.id());
        }
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw new AssertionError(golden.id() + " could not be run: " + e.getCause(), e.getCause());
        }
    }

    private <T> CompletableFuture<T> later(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    private GoldenOutcome run(GoldenCase golden) {
        List<Lock> locks = new ArrayList<>();
        if (needsHost(golden)) {
            locks.add(host.join().lockFor(golden));
        }
        if (GoldenFrontEnd.goesByName(golden)) {
            locks.add(frontEnd.join().byName());
        }
        frontEnd.join();
        locks.forEach(Lock::lock);
        slots.acquireUninterruptibly();
        try {
            return runAlone(golden);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            slots.release();
            locks.forEach(Lock::unlock);
        }
    }

    private GoldenOutcome runAlone(GoldenCase golden) throws IOException {
        Path root = folder.resolve("cases").resolve(golden.id().replace('/', '-'));
        GoldenFolders folders = new GoldenFolders(root, certificates);
        frontEnd.join().standsIn(folders);
        if (needsHost(golden)) {
            host.join().standsIn(folders);
        }
        folders.setUp(golden);
        OptionalInt vm = OptionalInt.empty();
        for (String word : golden.setupWords()) {
            String kind = GoldenFolders.kind(word);
            if (kind.equals("generic")) {
                host.join().putMachine(folders, GoldenFolders.what(word));
            } else if (kind.startsWith("one") && !kind.equals("oned")) {
                vm = frontEnd.join().putMachine(folders, kind, GoldenFolders.what(word));
            }
        }
        folders.setModes();
        if (golden.program().contains("/")) {
            Files.createSymbolicLink(
                    folders.bin().resolve("docker-machine"),
                    UserEnvironment.checkout().resolve("bin/docker-machine"));
        }
        List<String> command = new ArrayList<>(List.of(folders.here(golden.program())));
        golden.arguments().forEach(argument -> command.add(folders.here(argument)));
        try {
            Outcome outcome = workspace(golden, folders).runWithInput(golden.stdin(), command);
            return new GoldenOutcome(
                    outcome.exitCode(), GoldenHost.withRecordedVersion(outcome.stdout()), outcome.stderr(), folders);
        } finally {
            vm.ifPresent(id -> frontEnd.join().remove(id));
        }
    }

    private UserEnvironment workspace(GoldenCase golden, GoldenFolders folders) {
        UserEnvironment computer = UserEnvironment.in(folders.root())
                .at(folders.work())
                .with(Map.of("SHELL", "/bin/bash", "USER", "tester"));
        if (needsPlugin(golden)) {
            computer = plugins.join().in(computer);
        }
        if (golden.setupWords().contains("stub")) {
            computer = computer.with("PATH", standIns + ":" + UserEnvironment.path());
        }
        Map<String, @Nullable String> variables = new LinkedHashMap<>();
        golden.environment().forEach((name, value) -> variables.put(name, value == null ? null : folders.here(value)));
        return computer.withExactly(variables);
    }

    private static boolean needsHost(GoldenCase golden) {
        return golden.setupWords().stream().map(GoldenFolders::kind).anyMatch(NEED_HOST::contains);
    }

    /** Whether a case is about a third-party driver plugin. */
    private static boolean needsPlugin(GoldenCase golden) {
        return golden.arguments().contains(PLUGIN)
                || golden.setupWords().stream().map(GoldenFolders::kind).anyMatch("ci"::equals);
    }

    /** A CA and a client certificate, created once by the program itself. */
    private Path createCertificates() {
        UserEnvironment user = UserEnvironment.in(folder.resolve("certificates"));
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m")
                .succeeds();
        return user.store().resolve("certs");
    }

    /** Programs that print their arguments, each between brackets, and do nothing. */
    private Path installStandIns() {
        try {
            Path programs = Files.createDirectories(folder.resolve("stand-ins"));
            for (String program : STAND_INS) {
                script(programs.resolve(program), """
                        printf 'stub %s' "${0##*/}"
                        [ $# = 0 ] || printf ' [%s]' "$@"
                        echo
                        """);
            }
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public void close() {
        outcomes.values()
                .forEach(outcome -> outcome.handle((done, failure) -> true).join());
        if (!frontEnd.isCompletedExceptionally()) {
            frontEnd.join().close();
        }
        if (!host.isCompletedExceptionally()) {
            host.join().close();
        }
    }
}
