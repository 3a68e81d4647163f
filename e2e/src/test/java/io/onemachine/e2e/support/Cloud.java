package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An embedded cloud of one test: its state in the test's folder, on a free port, so that several can run. */
public final class Cloud implements AutoCloseable {

    private static final Pattern EXPORT = Pattern.compile("(ONE_[A-Z]+)='?([^'\\s;]+)'?");

    private final UserEnvironment userEnvironment;
    private final Path state;
    private final String hypervisor;
    private final Map<String, String> access;

    private Cloud(UserEnvironment userEnvironment, Path state, String hypervisor, List<String> options) {
        this.userEnvironment = userEnvironment;
        this.state = state;
        this.hypervisor = hypervisor;
        List<String> start = new ArrayList<>(List.of("start", "--hypervisor", hypervisor, "--port", "0"));
        start.addAll(options);
        devcloud(start.toArray(String[]::new)).succeeds();
        this.access = access("oneadmin");
    }

    /** A cloud of real hosts; skips the test, saying why, where they cannot run. */
    public static Cloud ofRealHosts(Path folder) {
        RealHosts.required();
        return start(folder, "nspawn");
    }

    /** A cloud of simulated hosts, with more options of {@code devcloud start}. */
    public static Cloud ofStubs(Path folder, String... options) {
        return start(folder, "stub", options);
    }

    private static Cloud start(Path folder, String hypervisor, String... options) {
        UserEnvironment userEnvironment = UserEnvironment.in(folder).withSharedCache();
        return new Cloud(userEnvironment, folder.resolve("cloud"), hypervisor, List.of(options));
    }

    /** Starts it again after {@link #stop}: on the port it had before. */
    public void start() {
        devcloud("start", "--hypervisor", hypervisor).succeeds();
    }

    public void stop() {
        devcloud("stop").succeeds();
    }

    /** Runs {@code devcloud} on this cloud. */
    public Outcome devcloud(String... arguments) {
        List<String> command = new ArrayList<>(List.of("devcloud"));
        command.add(arguments[0]);
        command.addAll(List.of("--state", state.toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return userEnvironment.runWithInput("", command);
    }

    /** Its control interface, without a program in between. */
    public CloudControl control() {
        return new CloudControl(state);
    }

    /** What has happened in it, oldest first: a line for each state of each VM, such as {@code VM 3 RUNNING}, without the time. */
    public List<String> events() {
        try (Stream<String> lines = Files.lines(state.resolve("devcloud.log"))) {
            return lines.map(line -> line.substring(line.indexOf(' ') + 1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that answers for this cloud. */
    public ProcessHandle daemon() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/java"))
                        .isPresent())
                .filter(process -> SystemSnapshot.commandLine(process.pid()).contains(state.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the cloud has no process"));
    }

    /** A computer whose user has {@code ONE_AUTH} and {@code ONE_XMLRPC} set for this cloud. */
    public UserEnvironment user() {
        return userEnvironment.with(access);
    }

    /** Fails when there is a VM in the cloud, or a machine in its user's store. */
    public void holdsNothing() {
        assertThat(api().vms()).as("VMs").isEmpty();
        assertThat(user().store().resolve("machines").toFile().list())
                .as("machines in the store")
                .isNullOrEmpty();
    }

    public Map<String, String> access(String user) {
        Map<String, String> exports = new LinkedHashMap<>();
        Matcher matcher =
                EXPORT.matcher(devcloud("env", "--user", user).succeeds().stdout());
        while (matcher.find()) {
            exports.put(matcher.group(1), matcher.group(2));
        }
        return exports;
    }

    public String endpoint() {
        return access.getOrDefault("ONE_XMLRPC", "");
    }

    public OpenNebulaApi api() {
        return api(access);
    }

    /** The API as another user of the cloud sees it. */
    public OpenNebulaApi api(String user) {
        return api(access(user));
    }

    private OpenNebulaApi api(Map<String, String> settings) {
        String auth = settings.getOrDefault("ONE_AUTH", "");
        try {
            return new OpenNebulaApi(
                    endpoint(),
                    auth.contains(":") ? auth : Files.readString(Path.of(auth)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        devcloud("stop").succeeds();
    }
}
