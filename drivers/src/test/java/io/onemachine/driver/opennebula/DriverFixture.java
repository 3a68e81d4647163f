package io.onemachine.driver.opennebula;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.access.TransportFactory;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A machine's driver under test with its cloud, environment, messages and saved states. Time passes only while it sleeps. */
public final class DriverFixture {
    /** The twenty options of OpenNebula's guide. */
    static final Set<String> OF_THE_GUIDE = Set.of(
            "opennebula-b2d-size",
            "opennebula-cpu",
            "opennebula-dev-prefix",
            "opennebula-disable-vnc",
            "opennebula-disk-resize",
            "opennebula-image-id",
            "opennebula-image-name",
            "opennebula-image-owner",
            "opennebula-memory",
            "opennebula-network-id",
            "opennebula-network-name",
            "opennebula-network-owner",
            "opennebula-password",
            "opennebula-ssh-user",
            "opennebula-start-retries",
            "opennebula-template-id",
            "opennebula-template-name",
            "opennebula-user",
            "opennebula-vcpu",
            "opennebula-xmlrpcurl");

    /** The options that {@code create} itself passes on, where given. */
    private static final List<DriverFlag> OF_CREATE = Stream.of(
                    HostKeyPolicy.OPTION, SshKeyType.OPTION, DriverOptions.FLEET)
            .map(name -> (DriverFlag) new DriverFlag.StringFlag(name, "", List.of(), ""))
            .toList();

    public static final String ENDPOINT = "http://one.example:2633/RPC2";

    static final String PUBLIC_KEY = "ssh-rsa AAAA";

    public final FakeOned cloud = new FakeOned();
    public final Map<String, String> environment =
            new HashMap<>(Map.of("ONE_AUTH", "oneadmin:opennebula", "ONE_XMLRPC", ENDPOINT));
    public final List<String> said = new ArrayList<>();
    public final List<JsonObject> saved = new ArrayList<>();
    final Time time = new Time();
    HttpTransport transport = cloud;
    TransportFactory transportFactory = (limits, trust) -> transport;

    /** The answers that the machines that are opened from now on share. */
    public SharedAnswers shared = SharedAnswers.none();

    /** The name of the machines that are opened from now on. */
    public String machine = "dm";

    /** The template that {@link #created} sent for the last VM. */
    public Template sent = Template.EMPTY;

    OpenNebulaDriverProvider.KeyGenerator keys = new FixedKeys();

    private final Path folder;
    private @Nullable Driver driver;

    public DriverFixture(Path folder) {
        this.folder = folder;
    }

    /** A key generator that takes no time. */
    private static final class FixedKeys implements OpenNebulaDriverProvider.KeyGenerator {
        @Override
        public SshKeyPair createIn(Path folder, SshKeyType type) {
            return new SshKeyPair(folder.resolve(type.fileName()), PUBLIC_KEY);
        }
    }

    /** A sleeper whose time passes only during sleep. */
    static final class Time implements Sleeper {

        private long now;
        final List<Duration> pauses = new ArrayList<>();

        @Override
        public void sleep(Duration duration) {
            pauses.add(duration);
            now += duration.toNanos();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        Duration passed() {
            return Duration.ofNanos(now);
        }
    }

    /** Returns the driver of a machine that is to be created. */
    Driver fresh() {
        return open(BaseDriverConfig.initial(machine, folder.toString()));
    }

    /** Returns a driver's configuration as a tree that can be changed. */
    public static JsonObject json(Driver driver) {
        return new Gson().fromJson(driver.config().json(), JsonObject.class);
    }

    /** Returns the driver of a stored machine. */
    public Driver open(JsonObject config) {
        return open(DriverConfig.parse(config.toString()));
    }

    /** Returns the driver of a stored machine. */
    public Driver open(DriverConfig config) {
        Driver[] opened = new Driver[1];
        DriverContext context = new DriverContext(
                machine,
                folder,
                folder,
                environment,
                folder.resolve("home"),
                event -> said.add(event.text()),
                () -> saved.add(json(opened[0])),
                time,
                new NoPrograms(),
                target -> {
                    throw new AssertionError("logged in to " + target);
                },
                shared);
        opened[0] = new OpenNebulaDriverProvider(transportFactory, keys).open(context, config);
        driver = opened[0];
        return opened[0];
    }

    /** Returns the driver of a new machine with these options, given as flags. */
    public Driver with(String... flags) {
        Driver fresh = fresh();
        fresh.setOptions(options(flags));
        return fresh;
    }

    /** Creates a machine from template 0 by default and clears the cloud's records of the creation. */
    public Driver created(String... flags) {
        String[] all = flags.length == 0 ? new String[] {"opennebula-template-id=0"} : flags;
        Driver fresh = with(all);
        fresh.preCreateCheck();
        fresh.create();
        // As the library does; it is answered with what the creation saw last.
        fresh.state();
        cloud.callsOf("one.template.instantiate").forEach(call -> sent = Template.parse(FakeOned.text(call, 4)));
        cloud.calls.clear();
        said.clear();
        return fresh;
    }

    /** Returns the same machine, opened again from the configuration that its driver stores. */
    public Driver reopened() {
        Driver open = driver;
        if (open == null) {
            throw new AssertionError("no machine yet");
        }
        return open(open.config());
    }

    public FakeOned.Vm vm() {
        return cloud.vms.values().iterator().next();
    }

    /** Returns the names of the actions that were sent since the creation. */
    List<String> actions() {
        return cloud.callsOf("one.vm.action").stream()
                .map(call -> FakeOned.text(call, 1))
                .toList();
    }

    DriverOptions options(String... flags) {
        Map<String, OptionValue> given = new LinkedHashMap<>();
        for (String flag : flags) {
            String[] parts = flag.split("=", 2);
            String value = parts.length == 1 ? "" : parts[1];
            switch (flagNamed(parts[0])) {
                case DriverFlag.BoolFlag _ ->
                    given.put(parts[0], new OptionValue.BoolValue(parts.length == 1 || Boolean.parseBoolean(value)));
                case DriverFlag.StringListFlag _ ->
                    given.merge(parts[0], new OptionValue.StringListValue(List.of(value)), DriverFixture::joined);
                case DriverFlag.SecretFlag _ -> given.put(parts[0], new OptionValue.SecretValue(Secret.of(value)));
                case DriverFlag.StringFlag _ -> given.put(parts[0], new OptionValue.StringValue(value));
                case DriverFlag.IntFlag _ -> given.put(parts[0], new OptionValue.IntValue(Integer.parseInt(value)));
            }
        }
        List<DriverFlag> known = new ArrayList<>(OpenNebulaOption.flags());
        OF_CREATE.stream().filter(flag -> given.containsKey(flag.name())).forEach(known::add);
        return DriverOptions.resolve(known, given, environment);
    }

    private static DriverFlag flagNamed(String name) {
        return Stream.concat(OpenNebulaOption.flags().stream(), OF_CREATE.stream())
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no flag " + name));
    }

    private static OptionValue joined(OptionValue first, OptionValue second) {
        List<String> all = new ArrayList<>(((OptionValue.StringListValue) first).value());
        all.addAll(((OptionValue.StringListValue) second).value());
        return new OptionValue.StringListValue(all);
    }

    /** Refuses to run programs: the driver runs none. */
    private static final class NoPrograms implements CommandRunner {

        @Override
        public CommandResult run(Command command) {
            throw new AssertionError("ran " + command);
        }

        @Override
        public int runAttached(List<String> argv, Map<String, String> environment) {
            throw new AssertionError("ran " + argv);
        }

        @Override
        public RunningCommand start(List<String> argv, Map<String, String> environment, String input) {
            throw new AssertionError("ran " + argv);
        }
    }
}
