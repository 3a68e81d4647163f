package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Fleet;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How {@code ls} grows with the number of machines: time, memory, processes. */
final class FleetBenchmark {

    private static final int MOST_FOR_GO = 100;

    private final Benchmark benchmark;
    private final LogPlot plot = new LogPlot("machines", "ls, seconds");
    private final Table table = new Table(
            "machines", "driver", "ours", "Go", "ours / Go", "memory (PSS) ours", "Go", "processes ours", "Go");

    FleetBenchmark(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    void run() throws IOException, InterruptedException {
        List<Integer> sizes = IntStream.of(1, 10, 100, 1_000)
                .filter(size -> size <= benchmark.largestFleet())
                .boxed()
                .toList();
        for (int size : sizes) {
            UserEnvironment computer = UserEnvironment.in(benchmark.folder("none-" + size));
            createNone(computer, size);
            race(size, "none", computer);
        }
        for (int size : sizes) {
            try (Cloud cloud = Cloud.ofStubs(benchmark.folder("fleet-" + size))) {
                UserEnvironment user = cloud.user();
                Fleet.of(size, cloud, user);
                race(size, "opennebula", user);
            }
        }
        Files.writeString(benchmark.docs().resolve("benchmark-ls.svg"), plot.svg());
        benchmark.report(
                "## `ls` of many machines\n\nThe opennebula machines are simulated hosts of the devcloud on the same two"
                        + " processors, their engines answering over TLS. The Go program was let run up to "
                        + MOST_FOR_GO
                        + " machines.\n\n" + table + "\n![ls against the number of machines](benchmark-ls.svg)\n");
    }

    private void race(int size, String driver, UserEnvironment computer) throws IOException, InterruptedException {
        List<String> arguments = List.of("ls");
        Map<String, Race.Runner> runners = new LinkedHashMap<>();
        Map<String, BenchmarkCandidate.Memory> memory = new LinkedHashMap<>();
        for (BenchmarkCandidate benchmarkCandidate : benchmark.contenders(computer)) {
            if (benchmarkCandidate.name().equals(Benchmark.GO) && size > MOST_FOR_GO) {
                continue;
            }
            memory.put(benchmarkCandidate.name(), benchmarkCandidate.memory(arguments));
            runners.put(benchmarkCandidate.name(), () -> benchmarkCandidate.time(arguments));
        }
        Map<String, Samples> samples = Race.run(size > MOST_FOR_GO ? 3 : benchmark.runs(), runners);
        samples.forEach((name, taken) -> plot.point(name + ", " + driver, size, taken.median() / 1000));
        Samples ours = samples.get(Benchmark.OURS);
        Samples go = samples.get(Benchmark.GO);
        BenchmarkCandidate.Memory oursMemory = memory.get(Benchmark.OURS);
        BenchmarkCandidate.Memory goMemory = memory.get(Benchmark.GO);
        if (ours == null || oursMemory == null) {
            throw new AssertionError("no samples");
        }
        table.row(
                Integer.toString(size),
                driver,
                ours.text(),
                go == null ? "" : go.text(),
                go == null ? "" : ours.ratioTo(go),
                oursMemory.text(),
                goMemory == null ? "" : goMemory.text(),
                Integer.toString(oursMemory.processes()),
                goMemory == null ? "" : Integer.toString(goMemory.processes()));
    }

    private static void createNone(UserEnvironment computer, int size) throws IOException {
        computer.dockerMachine("create", "--driver", "none", "--url", "tcp://127.0.0.1:1", "m0")
                .succeeds();
        String config = Files.readString(computer.machine("m0").resolve("config.json"));
        for (int i = 1; i < size; i++) {
            Path folder = Files.createDirectories(computer.machine("m" + i));
            Files.writeString(
                    folder.resolve("config.json"),
                    config.replace("machines/m0", "machines/m" + i).replace("\"m0\"", "\"m" + i + "\""));
        }
    }
}
