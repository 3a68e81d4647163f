package io.onemachine.e2e.benchmark;

import static io.onemachine.e2e.support.OpenNebulaApi.element;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The life of machines on real hosts. */
final class HostBenchmark {

    private static final Pattern STEP = Pattern.compile(".*(\\.\\.\\.|: [A-Z_]+|up and running!)$");
    private static final List<String> CREATE =
            List.of("create", "--driver", "opennebula", "--opennebula-template-id", "0");
    private static final Map<String, List<String>> LIFE = new LinkedHashMap<>();

    static {
        LIFE.put("create", CREATE);
        LIFE.put("ssh NAME true", List.of("ssh", "NAME", "true"));
        LIFE.put("stop", List.of("stop", "NAME"));
        LIFE.put("start", List.of("start", "NAME"));
        LIFE.put("kill", List.of("kill", "NAME"));
        LIFE.put("rm", List.of("rm", "-y", "NAME"));
    }

    private final Benchmark benchmark;

    HostBenchmark(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    void run() throws IOException, InterruptedException {
        try (Cloud cloud = Cloud.ofRealHosts(benchmark.folder("hosts"))) {
            UserEnvironment user = cloud.user();
            benchmark.report("## The life of a machine on a real host\n\n");
            life(user);
            floorOfCreate(cloud, user);
            many(user);
            waterfall(user);
        }
    }

    private void life(UserEnvironment user) throws IOException, InterruptedException {
        Map<String, Race.Runner> runners = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> command : LIFE.entrySet()) {
            for (BenchmarkCandidate benchmarkCandidate : benchmark.contenders(user)) {
                String machine = benchmarkCandidate.name().toLowerCase(java.util.Locale.ROOT) + "1";
                List<String> arguments = new ArrayList<>(command.getValue());
                arguments.replaceAll(word -> word.equals("NAME") ? machine : word);
                if (command.getKey().equals("create")) {
                    arguments.add(machine);
                }
                runners.put(
                        command.getKey() + "/" + benchmarkCandidate.name(), () -> benchmarkCandidate.time(arguments));
            }
        }
        Map<String, Samples> samples = Race.run(Math.min(benchmark.runs(), 5), runners);
        Table table = new Table("command", "ours", "Go", "ours / Go", "target");
        for (String command : LIFE.keySet()) {
            Samples ours = samples.get(command + "/" + Benchmark.OURS);
            Samples go = samples.get(command + "/" + Benchmark.GO);
            if (ours == null) {
                throw new AssertionError("no samples");
            }
            table.row(
                    "`" + command + "`",
                    ours.text(),
                    go == null ? "" : go.text(),
                    go == null ? "" : ours.ratioTo(go),
                    target(command));
        }
        benchmark.report(table.toString());
    }

    private static String target(String command) {
        return switch (command) {
            case "create" -> "≤ 0.4 Go";
            case "stop", "start", "kill" -> "≤ 0.5 Go";
            case "ssh NAME true" -> "≤ Go";
            default -> "";
        };
    }

    /** The lower bound of a creation: the host's boot and the restart of its engine. */
    private void floorOfCreate(Cloud cloud, UserEnvironment user) throws IOException, InterruptedException {
        List<Double> boots = new ArrayList<>();
        List<Double> restarts = new ArrayList<>();
        List<Double> creations = new ArrayList<>();
        BenchmarkCandidate ours = benchmark.ours(user);
        for (int i = 0; i < Math.min(benchmark.runs(), 5); i++) {
            long start = System.nanoTime();
            int vm = cloud.api().instantiate(0, "boot" + i, "");
            awaitSsh(element(element(cloud.api().vm(vm), "NIC"), "IP"));
            boots.add((System.nanoTime() - start) / 1e6);
            cloud.api().call("one.vm.action", "terminate-hard", vm);
            creations.add(ours.time(with(CREATE, "floor")));
            restarts.add(Double.valueOf(ours.run(
                            List.of(
                                    "ssh",
                                    "floor",
                                    "a=$(date +%s%N); sudo systemctl restart docker; b=$(date +%s%N); echo $(((b - a) / 1000000))"))
                    .stdout()
                    .strip()));
            ours.run(List.of("rm", "-y", "floor"));
        }
        Samples boot = new Samples(boots);
        Samples restart = new Samples(restarts);
        Samples create = new Samples(creations);
        Table table = new Table(
                "boot to SSH", "`systemctl restart docker`", "`create`", "create / (boot + restart)", "target");
        table.row(
                boot.text(),
                restart.text(),
                create.text(),
                Samples.shown(create.median() / (boot.median() + restart.median())),
                "≤ 1.5");
        benchmark.report(table.toString());
    }

    private void many(UserEnvironment user) throws IOException, InterruptedException {
        BenchmarkCandidate ours = benchmark.ours(user);
        Table table = new Table("machines", "by one command", "one after the other", "ratio", "memory (PSS)", "target");
        for (int size : List.of(1, 4, 8)) {
            List<String> names =
                    IntStream.range(0, size).mapToObj(i -> "many" + i).toList();
            double together = ours.time(with(CREATE, names.toArray(String[]::new)));
            ours.run(with(List.of("rm", "-y"), names.toArray(String[]::new)));
            double inTurn = 0;
            for (String name : names) {
                inTurn += ours.time(with(CREATE, name));
            }
            ours.run(with(List.of("rm", "-y"), names.toArray(String[]::new)));
            BenchmarkCandidate.Memory memory = ours.memory(with(CREATE, names.toArray(String[]::new)));
            ours.run(with(List.of("rm", "-y"), names.toArray(String[]::new)));
            table.row(
                    Integer.toString(size),
                    Samples.shown(together),
                    Samples.shown(inTurn),
                    Samples.shown(together / inTurn),
                    memory.text(),
                    size == 8 ? "≤ 0.5" : "");
        }
        benchmark.report("One run of each, memory of docker-machine and the `ssh` programs it runs:\n\n" + table);
    }

    /** The waterfall of a creation: the time of each of its lines. */
    private void waterfall(UserEnvironment user) throws IOException, InterruptedException {
        BenchmarkCandidate ours = benchmark.ours(user);
        List<String> command = new ArrayList<>(ours.program());
        command.add("--debug");
        command.addAll(with(CREATE, "fall"));
        long start = System.nanoTime();
        Process process = user.prepared(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        List<String> texts = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (STEP.matcher(line).matches()) {
                    times.add((System.nanoTime() - start) / 1e6);
                    texts.add(line);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new AssertionError("create failed: " + texts);
        }
        times.add((System.nanoTime() - start) / 1e6);
        Table table = new Table("begins at", "takes", "step");
        table.row("0", Samples.shown(times.getFirst()), "start of the program");
        for (int i = 0; i < texts.size(); i++) {
            table.row(
                    Samples.shown(times.get(i)),
                    Samples.shown(times.get(i + 1) - times.get(i)),
                    "`" + texts.get(i) + "`");
        }
        table.row(Samples.shown(times.getLast()), "", "end of the program");
        benchmark.report("### The waterfall of one `create`\n\n" + table);
        ours.run(List.of("rm", "-y", "fall"));
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** Until an SSH server greets there. */
    private static void awaitSsh(String address) throws InterruptedException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, 22), 1_000);
                socket.setSoTimeout(1_000);
                if (socket.getInputStream().read() == 'S') {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
    }
}
