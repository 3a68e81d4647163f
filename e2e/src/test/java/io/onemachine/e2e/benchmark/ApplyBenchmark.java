package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Machines by a fleet file: how {@code apply} compares with one {@code create} after the other, and how it grows. */
final class ApplyBenchmark {

    private static final int COMPARED = 20;
    private static final int MANY = 200;
    private static final List<String> REMOVE = List.of("destroy", "-y");

    private final Benchmark benchmark;

    ApplyBenchmark(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    void run() throws IOException, InterruptedException {
        benchmark.report(
                "## Machines by a fleet file\n\nThe machines are simulated hosts of the devcloud that have Docker, on the"
                        + " same two processors; they boot in a third of a second. One run of each.\n");
        try (Cloud cloud = Cloud.ofStubs(benchmark.folder("apply"))) {
            compare(cloud.user());
            grow(cloud);
        }
    }

    private void compare(UserEnvironment user) throws IOException, InterruptedException {
        BenchmarkCandidate ours = of(user, COMPARED);
        double inTurn = 0;
        for (String name : names(COMPARED)) {
            inTurn += ours.time(List.of("create", "--driver", "opennebula", "--opennebula-template-id", "0", name));
        }
        ours.run(with(List.of("rm", "-y"), names(COMPARED)));
        double together = ours.time(with(List.of("create", "--opennebula-template-id", "0"), names(COMPARED)));
        ours.run(with(List.of("rm", "-y"), names(COMPARED)));
        double applied = ours.time(List.of("apply", "-y"));
        double again = ours.time(List.of("apply", "-y"));
        ours.run(REMOVE);
        Table table = new Table(
                "machines",
                "`create`s in turn",
                "one `create`",
                "`apply`",
                "`apply` / in turn",
                "target",
                "`apply` again");
        table.row(
                Integer.toString(COMPARED),
                Samples.shown(inTurn),
                Samples.shown(together),
                Samples.shown(applied),
                ratio(applied, inTurn),
                "≤ 0.5",
                Samples.shown(again));
        benchmark.report(table.toString());
    }

    private void grow(Cloud cloud) throws IOException, InterruptedException {
        Table table =
                new Table("machines", "`apply`", "memory (PSS)", "calls", "per machine", "again", "memory", "calls");
        StringBuilder methods = new StringBuilder();
        for (int size : List.of(COMPARED, MANY)) {
            BenchmarkCandidate ours = of(cloud.user(), size);
            Map<String, Integer> before = cloud.control().calls();
            long start = System.nanoTime();
            BenchmarkCandidate.Memory memory = ours.memory(List.of("apply", "-y"));
            double taken = (System.nanoTime() - start) / 1e6;
            Map<String, Integer> calls = cloud.control().callsSince(before);
            before = cloud.control().calls();
            double again = ours.time(List.of("apply"));
            Map<String, Integer> callsAgain = cloud.control().callsSince(before);
            BenchmarkCandidate.Memory memoryAgain = ours.memory(List.of("apply"));
            table.row(
                    Integer.toString(size),
                    Samples.shown(taken),
                    memory.text(),
                    Integer.toString(sum(calls)),
                    ratio(sum(calls), size),
                    Samples.shown(again),
                    memoryAgain.text(),
                    Integer.toString(sum(callsAgain)));
            methods.append("The calls of ").append(size).append(" machines: ").append(text(calls));
            methods.append("; of the second `apply`: ").append(text(callsAgain)).append(".\n\n");
            ours.run(REMOVE);
        }
        benchmark.report(table + "\n" + methods);
    }

    /** The program in a folder with the file of a fleet of this size. */
    private BenchmarkCandidate of(UserEnvironment user, int size) throws IOException {
        Path folder = benchmark.folder("fleet-file-" + size);
        Files.writeString(folder.resolve("fleet.yaml"), """
                name: many
                defaults:
                  options: {template-id: 0}
                machines:
                  m: {count: %d, names: "m{n}"}
                """.formatted(size));
        return benchmark.ours(user.at(folder));
    }

    private static List<String> names(int size) {
        return IntStream.rangeClosed(1, size).mapToObj(n -> "m" + n).toList();
    }

    private static List<String> with(List<String> command, List<String> more) {
        return Stream.concat(command.stream(), more.stream()).toList();
    }

    private static int sum(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String text(Map<String, Integer> calls) {
        return calls.entrySet().stream()
                .map(call -> "`" + call.getKey() + "` " + call.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String ratio(double one, double other) {
        return String.format(Locale.ROOT, "%.2f", one / other);
    }
}
