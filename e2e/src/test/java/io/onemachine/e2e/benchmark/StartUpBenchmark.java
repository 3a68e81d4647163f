package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short commands: the cost of a JVM's start. */
final class StartUpBenchmark {

    private static final List<String> WITHOUT_MACHINES = List.of("version", "--help", "ls", "ls -q");
    private static final List<String> OF_ONE = List.of("url", "ip", "status", "inspect");
    private static final List<String> WITH_HANDSHAKE = List.of("env", "config");

    private final Benchmark benchmark;
    private final Table table = new Table("command", "floor", "ours", "Go", "ours / floor", "ours / Go", "target");

    StartUpBenchmark(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    void run() throws IOException, InterruptedException {
        BenchmarkCandidate floor = JvmBaseline.in(benchmark.folder("floor"));
        UserEnvironment empty = UserEnvironment.in(benchmark.folder("empty"));
        for (String command : WITHOUT_MACHINES) {
            race(command, floor, empty, List.of(command.split(" ")), "≤ 1.4 F");
        }
        UserEnvironment none = UserEnvironment.in(benchmark.folder("none"));
        none.dockerMachine("create", "--driver", "none", "--url", "tcp://127.0.0.1:2376", "m")
                .succeeds();
        for (String command : OF_ONE) {
            race(command + ", driver none", floor, none, List.of(command, "m"), "≤ 2 F");
        }
        try (Cloud cloud = Cloud.ofStubs(benchmark.folder("one"))) {
            UserEnvironment user = cloud.user().with("SHELL", "/bin/bash");
            // The Go driver takes the id 0 for none.
            cloud.api().instantiate(0, "first", "");
            user.create("m", "--opennebula-template-id=0").succeeds();
            for (String command : OF_ONE) {
                race(command + ", driver opennebula", floor, user, List.of(command, "m"), "≤ 2 F");
            }
            for (String command : WITH_HANDSHAKE) {
                race(command, floor, user, List.of(command, "m"), "≤ 5 F");
            }
        }
        plugin(floor);
        benchmark.report(
                "## Start-up\n\nF is the floor: a class that prints one line, on the same JVM with a start-up cache of its own."
                        + " The opennebula machine is a simulated host of the devcloud.\n\n" + table);
    }

    /** From the start of the process to the line with its address. */
    private void plugin(BenchmarkCandidate floor) throws IOException, InterruptedException {
        UserEnvironment computer = UserEnvironment.in(benchmark.folder("plugin"))
                .with("MACHINE_PLUGIN_TOKEN", "42")
                .with("MACHINE_PLUGIN_DRIVER_NAME", "opennebula");
        Map<String, Race.Runner> runners = new LinkedHashMap<>();
        runners.put(floor.name(), () -> floor.timeToFirstLine(List.of()));
        for (BenchmarkCandidate benchmarkCandidate : benchmark.plugins(computer)) {
            runners.put(benchmarkCandidate.name(), () -> benchmarkCandidate.timeToFirstLine(List.of()));
        }
        row("plugin, to its address", Race.run(benchmark.runs(), runners), "≤ 2 F");
    }

    private void race(
            String name, BenchmarkCandidate floor, UserEnvironment computer, List<String> arguments, String target)
            throws IOException, InterruptedException {
        Map<String, Race.Runner> runners = new LinkedHashMap<>();
        runners.put(floor.name(), () -> floor.time(List.of()));
        for (BenchmarkCandidate benchmarkCandidate : benchmark.contenders(computer)) {
            benchmarkCandidate.run(arguments);
            runners.put(benchmarkCandidate.name(), () -> benchmarkCandidate.time(arguments));
        }
        row(name, Race.run(benchmark.runs(), runners), target);
    }

    private void row(String name, Map<String, Samples> samples, String target) {
        Samples ours = samples.get(Benchmark.OURS);
        Samples go = samples.get(Benchmark.GO);
        Samples least = samples.get(JvmBaseline.NAME);
        if (ours == null || least == null) {
            throw new AssertionError("no samples");
        }
        table.row(
                "`" + name.replaceFirst(",.*", "") + "`" + name.replaceFirst("^[^,]*", ""),
                least.text(),
                ours.text(),
                go == null ? "" : go.text(),
                ours.ratioTo(least),
                go == null ? "" : ours.ratioTo(go),
                target);
    }
}
