package io.onemachine.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the distance to a host costs: a machine is made of a real host behind relays that hold back everything for a while, its SSH server's
 * and its engine's.
 */
final class DelayBenchmark {

    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final String RELAYS = "127.77.0.1";
    private static final int ENGINE = 2376;

    private final Benchmark benchmark;

    DelayBenchmark(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    void run() throws IOException, InterruptedException {
        Path folder = benchmark.folder("delay");
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            ExistingHost host = ExistingHost.in(cloud, folder);
            Map<String, Race.Runner> runners = new LinkedHashMap<>();
            for (Contender contender : benchmark.contenders(host.user())) {
                for (Duration delay : List.of(Duration.ZERO, ROUND_TRIP)) {
                    runners.put(contender.name() + delay.toMillis(), () -> create(contender, host, delay));
                }
            }
            Map<String, Samples> samples = Race.run(Math.min(benchmark.runs(), 5), runners);
            Table table = new Table("program", "0 ms", "50 ms", "round trips", "target");
            for (Contender contender : benchmark.contenders(host.user())) {
                Samples near = samples.get(contender.name() + 0);
                Samples far = samples.get(contender.name() + ROUND_TRIP.toMillis());
                if (near == null || far == null) {
                    throw new AssertionError("no samples");
                }
                table.row(
                        contender.name(),
                        near.text(),
                        far.text(),
                        Samples.shown((far.median() - near.median()) / ROUND_TRIP.toMillis()),
                        contender.name().equals(Benchmark.OURS) ? "≤ 20" : "");
            }
            benchmark.tell(
                    "## The distance to a host\n\n`create --driver generic` of a real host that has Docker, behind relays that"
                            + " hold back what goes either way, so that a round trip takes so long:\n\n" + table);
        }
    }

    private static double create(Contender contender, ExistingHost host, Duration delay)
            throws IOException, InterruptedException {
        try (Relay ssh = Relay.start(RELAYS, 0, new InetSocketAddress(host.address(), 22), delay);
                Relay engine = Relay.start(RELAYS, ENGINE, new InetSocketAddress(host.address(), ENGINE), delay)) {
            double taken = contender.time(List.of(
                    "create",
                    "--driver",
                    "generic",
                    "--generic-ip-address",
                    RELAYS,
                    "--generic-ssh-user",
                    "ada",
                    "--generic-ssh-port",
                    Integer.toString(ssh.port()),
                    "--generic-engine-port",
                    Integer.toString(engine.port()),
                    "--generic-ssh-key",
                    host.key().toString(),
                    "far"));
            contender.run(List.of("rm", "-y", "far"));
            return taken;
        }
    }
}
