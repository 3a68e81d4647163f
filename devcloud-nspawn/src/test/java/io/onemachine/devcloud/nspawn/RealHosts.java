package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HostSpec;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A cloud of real hosts for one test class, with an unused network and a key to log in with. */
final class RealHosts {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A shell command that creates a container image without fetching anything. */
    static final String CREATE_HELLO_IMAGE = "docker import /usr/share/onemachine/hello.tar local/hello && ";

    /** Counts a host's events. */
    static final class Events implements HostListener {
        final AtomicInteger endings = new AtomicInteger();
        final AtomicInteger readies = new AtomicInteger();

        @Override
        public void ended() {
            endings.incrementAndGet();
        }

        @Override
        public void ready() {
            readies.incrementAndGet();
        }

        void awaitReady(int count) {
            await().atMost(PATIENCE).until(() -> readies.get() >= count);
        }

        void awaitEnding() {
            await().atMost(PATIENCE).until(() -> endings.get() > 0);
        }
    }

    final String cloud;
    final Path folder;
    final HostNetwork network;
    final ProcessCommandRunner runner = new ProcessCommandRunner();
    final NspawnHypervisor hypervisor;
    private final String prefix;

    private RealHosts(String cloud, Path folder, String prefix) {
        this.cloud = cloud;
        this.folder = folder;
        this.prefix = prefix;
        this.network = new HostNetwork(0, "om" + cloud, prefix + "1", 24);
        this.hypervisor = new NspawnHypervisor(cloud, folder, NspawnHypervisor.cacheDirectory(System.getenv()), runner);
    }

    /** Returns a cloud that is not open yet; skips the test, saying why, where real hosts cannot run. */
    static RealHosts create() throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "hosts")).toAbsolutePath(), "cloud");
        List<String> missing = Requirements.missing(folder);
        if (!missing.isEmpty()) {
            System.out.println("SKIPPED, real hosts cannot run here: " + String.join("; ", missing));
        }
        assumeTrue(missing.isEmpty(), () -> "Real hosts cannot run here: " + String.join("; ", missing));
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String cloud = "t" + Integer.toString(random.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        RealHosts hosts = new RealHosts(cloud, folder, freePrefix());
        hosts.run(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hosts.key().toString());
        return hosts;
    }

    static RealHosts open(String... images) throws Exception {
        RealHosts hosts = create();
        for (String image : images) {
            hosts.hypervisor.prepareImage(image, System.out::println);
        }
        hosts.hypervisor.open(List.of(hosts.network));
        return hosts;
    }

    /** Returns a second network, which is not opened by {@link #open}. */
    HostNetwork secondNetwork() throws Exception {
        return new HostNetwork(1, network.bridge() + "b", freePrefix() + "1", 24);
    }

    Path key() {
        return folder.resolve("key");
    }

    String publicKey() throws IOException {
        return Files.readString(folder.resolve("key.pub")).strip();
    }

    String ip(int vmId) {
        return prefix + (vmId + 2);
    }

    HostSpec spec(int vmId, String image, List<Long> volatileDisksMb, Map<String, String> context) throws IOException {
        Map<String, String> all = new HashMap<>(context);
        all.putIfAbsent("SSH_PUBLIC_KEY", publicKey());
        String[] bytes = ip(vmId).split("\\.", -1);
        String mac = "02:00:%02x:%02x:%02x:%02x"
                .formatted((Object[]) Stream.of(bytes).map(Integer::valueOf).toArray(Integer[]::new));
        return new HostSpec(
                vmId,
                "a name; $(touch /tmp/never)",
                image,
                folder.resolve("vm" + vmId),
                768,
                volatileDisksMb,
                List.of(new HostNic(network, ip(vmId), mac)),
                all);
    }

    Host boot(int vmId, String image, Map<String, String> context, Events events) throws Exception {
        return hypervisor.boot(spec(vmId, image, List.of(), context), events);
    }

    /** Runs a command in a host as a user; standard error is part of the result. */
    CommandResult trySsh(String user, int vmId, String command) throws InterruptedException {
        return trySshTo(user, ip(vmId), command);
    }

    /** Runs a command as a user in the host that has an address. */
    CommandResult trySshTo(String user, String address, String command) throws InterruptedException {
        return runner.run(Command.of(
                "ssh",
                "-i",
                key().toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "ConnectTimeout=2",
                user + "@" + address,
                command));
    }

    /** Runs a command in a host as root and returns its output; it has to succeed. */
    String ssh(int vmId, String command) throws InterruptedException {
        CommandResult result = trySsh("root", vmId, command);
        assertThat(result.exitCode()).as("%s: %s", command, result.output()).isZero();
        return result.output().strip();
    }

    void awaitSsh(int vmId) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> trySsh("root", vmId, "true").succeeded());
    }

    /** Repeats a command as a user until it succeeds. */
    CommandResult awaitSshAs(String user, int vmId, String command) {
        // Slowly: Debian 13's sshd blocks an address for a while after a few failed logins.
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> trySsh(user, vmId, command), CommandResult::succeeded);
    }

    /** Returns everything on this computer that carries the cloud's name, one line each. */
    List<String> traces() throws IOException, InterruptedException {
        List<String> traces = new ArrayList<>();
        for (String line : run("ip", "netns", "list").lines().toList()) {
            if (line.contains("onemachine-" + cloud + "-")) {
                traces.add("namespace " + line);
            }
        }
        for (String line : run("ip", "-o", "link", "show").lines().toList()) {
            if (line.contains("om" + cloud)
                    || line.contains("onemachine:" + cloud)
                    || line.contains(" o" + cloud + "-")) {
                traces.add("interface " + line);
            }
        }
        for (String line :
                Files.readString(Path.of("/proc/self/mountinfo")).lines().toList()) {
            if (line.contains(folder.toString()) || line.contains("onemachine-" + cloud + "-")) {
                traces.add("mount " + line);
            }
        }
        for (Cgroups.Hierarchy hierarchy : Cgroups.parse(Files.readString(Path.of("/proc/self/mountinfo")))) {
            if (Files.exists(hierarchy.root().resolve("onemachine-" + cloud))) {
                traces.add("cgroup in " + hierarchy.root());
            }
        }
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(cloud))
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .forEach(process -> traces.add("process " + process.pid() + " " + commandLine(process.pid())));
        for (String place : List.of("/run/onemachine-" + cloud + ".lock")) {
            if (Files.exists(Path.of(place))) {
                traces.add("file " + place);
            }
        }
        String loops = run("losetup", "--list", "--noheadings", "--output", "BACK-FILE");
        loops.lines().filter(line -> line.contains(folder.toString())).forEach(line -> traces.add("loop " + line));
        return traces;
    }

    String run(String... argv) throws InterruptedException {
        CommandResult result = runner.run(Command.of(argv));
        assertThat(result.exitCode())
                .as("%s: %s", List.of(argv), result.output())
                .isZero();
        return result.output();
    }

    /** Closes the hypervisor and checks that nothing of the cloud is left on this computer. */
    void close() throws Exception {
        try {
            hypervisor.open(List.of()); // Removes what a failed test has left in another process.
        } catch (IllegalStateException e) {
            // The usual case: it is open.
        }
        hypervisor.close();
        List<String> traces = traces();
        runner.run(Command.of("rm", "-rf", "--one-file-system", folder.toString()));
        assertThat(traces).as("left after close").isEmpty();
    }

    /** Returns the command line; empty when the process has ended or is one of the kernel's. */
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static String freePrefix() throws Exception {
        List<String> used = new ArrayList<>();
        for (NetworkInterface networkInterface :
                NetworkInterface.networkInterfaces().toList()) {
            networkInterface.inetAddresses().forEach(address -> used.add(address.getHostAddress()));
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (true) {
            String prefix = "198.19." + random.nextInt(256) + ".";
            if (used.stream().noneMatch(address -> address.startsWith(prefix))) {
                return prefix;
            }
        }
    }
}
