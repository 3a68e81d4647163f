package io.onemachine.e2e.benchmark;

import io.onemachine.e2e.support.Cloud;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the cost of the distance to a host. */
final class DelayBenchmark {

    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final String NEAR = "0 ms";
    private static final String FAR = "50 ms";

    private final Benchmark benchmark;

    DelayBenchmark(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    void run() throws IOException, InterruptedException {
        try (Cloud cloud = Cloud.ofRealHosts(benchmark.folder("delay"))) {
            BenchmarkCandidate ours = benchmark.ours(cloud.user());
            Map<String, Race.Runner> runners = new LinkedHashMap<>();
            runners.put(NEAR, () -> create(ours, cloud, Duration.ZERO));
            runners.put(FAR, () -> create(ours, cloud, ROUND_TRIP));
            Map<String, Samples> samples = Race.run(Math.min(benchmark.runs(), 5), runners);
            Samples near = samples.get(NEAR);
            Samples far = samples.get(FAR);
            if (near == null || far == null) {
                throw new AssertionError("no samples");
            }
            Table table = new Table(NEAR, FAR, "round trips", "target");
            table.row(
                    near.text(),
                    far.text(),
                    Samples.shown((far.median() - near.median()) / ROUND_TRIP.toMillis()),
                    "≤ 20");
            benchmark.report(
                    "## The distance to a host\n\n`create` of a real host that has Docker, through relays that delay what goes"
                            + " either way, so that a round trip to its SSH server and its engine takes so long:\n\n"
                            + table);
        }
    }

    private static double create(BenchmarkCandidate benchmarkCandidate, Cloud cloud, Duration delay)
            throws IOException, InterruptedException {
        try (DistantCloud distant = new DistantCloud(cloud.endpoint(), delay)) {
            BenchmarkCandidate there =
                    benchmarkCandidate.on(benchmarkCandidate.computer().with("ONE_XMLRPC", distant.endpoint()));
            double taken =
                    there.time(List.of("create", "--driver", "opennebula", "--opennebula-template-id", "0", "far"));
            there.run(List.of("rm", "-y", "far"));
            return taken;
        }
    }
}
