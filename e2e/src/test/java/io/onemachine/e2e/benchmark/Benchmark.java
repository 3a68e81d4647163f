package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the programs, a floor and, if given, the Go programs. Prints tables and writes them to the
 * documentation. Asserts nothing about time.
 *
 * <pre>
 * mvn -q verify -Pbenchmark -pl e2e -am -Dbenchmark.arguments="--runs 10 --go-machine PATH --go-driver PATH"
 * </pre>
 */
final class Benchmark {

    static final String OURS = "ours";
    static final String GO = "Go";

    private final Map<String, String> options;
    private final Path folder;
    private final StringBuilder report = new StringBuilder();

    private Benchmark(Map<String, String> options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments {@code --runs N} for medians of so many runs (10); {@code --go-machine PATH} and {@code --go-driver PATH}, the Go
     *     programs to compare with; {@code --program PATH}, ours (the one of the checkout); {@code --only PARTS}, of {@code
     *     startup,fleet,hosts,apply,delay}; {@code --largest N}, the largest fleet (1000); {@code --docs FOLDER} to write to
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("benchmark-");
        try {
            new Benchmark(parsed(List.of(arguments)), folder).run();
        } finally {
            delete(folder);
        }
    }

    private static Map<String, String> parsed(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!List.of("--runs", "--go-machine", "--go-driver", "--program", "--only", "--largest", "--docs")
                            .contains(option)
                    || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("not known, or without a value: " + option);
            }
            options.put(option, arguments.get(i + 1));
        }
        return options;
    }

    private void run() throws IOException, InterruptedException {
        report.append("# Benchmark\n\nWritten by the benchmark on ")
                .append(LocalDate.now(java.time.ZoneOffset.UTC))
                .append("; [performance.md](performance.md) says what it shows. Medians of ")
                .append(runs())
                .append(
                        " runs in turns after one that does not count, the least in parentheses, in milliseconds unless said otherwise. Only ratios"
                                + " within one table mean something: the computer is shared and noisy.\n\n");
        if (has("startup")) {
            new StartUpBenchmark(this).run();
        }
        if (has("fleet")) {
            new FleetBenchmark(this).run();
        }
        if (has("hosts")) {
            new HostBenchmark(this).run();
        }
        if (has("apply")) {
            new ApplyBenchmark(this).run();
        }
        if (has("delay")) {
            new DelayBenchmark(this).run();
        }
        Files.writeString(docs().resolve("benchmark.md"), report.toString().stripTrailing() + "\n");
    }

    private boolean has(String part) {
        String only = options.getOrDefault("--only", "");
        return only.isEmpty() || List.of(only.split(",")).contains(part);
    }

    int runs() {
        return Integer.parseInt(options.getOrDefault("--runs", "10"));
    }

    int largestFleet() {
        return Integer.parseInt(options.getOrDefault("--largest", "1000"));
    }

    Path docs() {
        String given = options.getOrDefault("--docs", "");
        return given.isEmpty() ? UserEnvironment.checkout().resolve("docs/internals") : Path.of(given);
    }

    /** A new folder. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Our program and, if given, the Go one. */
    List<BenchmarkCandidate> contenders(UserEnvironment computer) {
        List<BenchmarkCandidate> contenders = new ArrayList<>(List.of(ours(computer)));
        goProgram(computer).ifPresent(contenders::add);
        return contenders;
    }

    BenchmarkCandidate ours(UserEnvironment computer) {
        String program = options.getOrDefault(
                "--program",
                UserEnvironment.checkout().resolve("bin/docker-machine").toString());
        return new BenchmarkCandidate(OURS, computer, List.of(program));
    }

    /** Our plugin and, if given, the Go one. */
    List<BenchmarkCandidate> plugins(UserEnvironment computer) {
        List<BenchmarkCandidate> plugins = new ArrayList<>();
        plugins.add(new BenchmarkCandidate(
                OURS,
                computer,
                List.of(UserEnvironment.checkout()
                        .resolve("bin/docker-machine-driver-opennebula")
                        .toString())));
        Optional.ofNullable(options.get("--go-driver"))
                .map(driver -> new BenchmarkCandidate(GO, computer, List.of(driver)))
                .ifPresent(plugins::add);
        return plugins;
    }

    /** The Go program, which finds the Go driver first. */
    private Optional<BenchmarkCandidate> goProgram(UserEnvironment computer) {
        String driver = options.getOrDefault("--go-driver", "");
        UserEnvironment withDriver = driver.isEmpty()
                ? computer
                : computer.with("PATH", Path.of(driver).toAbsolutePath().getParent() + ":" + System.getenv("PATH"));
        return Optional.ofNullable(options.get("--go-machine"))
                .map(program -> new BenchmarkCandidate(GO, withDriver, List.of(program)));
    }

    /** Adds to the report, and prints it. */
    void report(String text) {
        report.append(text).append('\n');
        System.out.println(text);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
