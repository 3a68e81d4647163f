package io.onemachine.devcloud.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.api.Api;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.cloud.VmTemplate;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.http.CallLog;
import io.onemachine.devcloud.http.FrontEnd;
import io.onemachine.devcloud.http.HttpServers;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.lifecycle.Pacing;
import io.onemachine.devcloud.lifecycle.Surroundings;
import io.onemachine.devcloud.state.StateStore;
import io.onemachine.opennebula.wire.MethodCall;
import io.onemachine.opennebula.wire.MethodResponse;
import io.onemachine.opennebula.wire.XmlRpcCodec;
import io.onemachine.opennebula.wire.XmlRpcValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A cloud with an HTTP port and a {@link FakeHypervisor}, whose objects are those of the front end that was recorded: users
 * oneadmin (0), alice (2) and bob (3), an image and a template "Ubuntu 18.04" (0), a network "public" (0), all of oneadmin's and
 * for nobody else, and a host of 8 CPUs.
 */
public final class TestCloud implements AutoCloseable {

    private static final String ADMIN = "oneadmin:opennebula";

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final Gate placement = new Gate();
    private final Gate transition = new Gate();
    private final FakeHypervisor hypervisor = new FakeHypervisor();
    private final FaultPlan faults = new FaultPlan();
    private final CallLog calls = new CallLog();
    private final Cloud cloud = new Cloud(new Cloud.HostCapacity("fake", 8, 16 << 10));
    private final MovableClock clock = new MovableClock();
    private final Turnstile schedule = new Turnstile();
    private final Lifecycle lifecycle;
    private final HttpServers server;

    /** An answer that is OpenNebula's own: a value, or an error with its code. */
    public record Outcome(boolean success, XmlRpcValue value, int code) {

        public int id() {
            assertThat(value).isInstanceOf(XmlRpcValue.IntValue.class);
            return ((XmlRpcValue.IntValue) value).value();
        }

        /** The document, or the error's message. */
        public String text() {
            assertThat(value).isInstanceOf(XmlRpcValue.StringValue.class);
            return ((XmlRpcValue.StringValue) value).value();
        }
    }

    private TestCloud(Path folder) {
        StateStore store = new StateStore(folder);
        if (store.isEmpty()) {
            fill();
            store.saveObjects(cloud);
        } else {
            store.load(cloud);
        }
        lifecycle = new Lifecycle(new Surroundings(
                cloud, hypervisor, folder.resolve("hosts"), faults, new GatedPacing(), clock, store::save, line -> {}));
        try {
            server = HttpServers.start(0, new FrontEnd(new Api(cloud, lifecycle, store, clock), faults, calls));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lifecycle.recover();
    }

    /** Starts a cloud, or the one that was there before. */
    public static TestCloud in(Path folder) {
        return new TestCloud(folder);
    }

    /** Holds machines in PENDING while it is closed. */
    public Gate placement() {
        return placement;
    }

    /** Holds machines in states between two lasting ones while it is closed. */
    public Gate transition() {
        return transition;
    }

    /** Puts the cloud's clock forward and has it look once what is due then. */
    public void pass(Duration time) {
        clock.advance(time);
        schedule.letRound();
    }

    public FakeHypervisor hypervisor() {
        return hypervisor;
    }

    public FaultPlan faults() {
        return faults;
    }

    public CallLog calls() {
        return calls;
    }

    public Cloud cloud() {
        return cloud;
    }

    public int port() {
        return server.port();
    }

    /** Calls as oneadmin. */
    public Outcome call(String method, Object... arguments) {
        return callAs(ADMIN, method, arguments);
    }

    /** Calls with a session string. */
    public Outcome callAs(String session, String method, Object... arguments) {
        List<XmlRpcValue> params = new ArrayList<>();
        params.add(XmlRpcValue.of(session));
        for (Object argument : arguments) {
            params.add(
                    switch (argument) {
                        case Integer number -> XmlRpcValue.of(number);
                        case Boolean truth -> XmlRpcValue.of(truth);
                        default -> XmlRpcValue.of(argument.toString());
                    });
        }
        RawAnswer answer = RawHttp.post(port(), "/RPC2", codec.writeCall(new MethodCall(method, params)));
        assertThat(answer.status()).isEqualTo(200);
        return outcome(codec.readResponse(answer.body()));
    }

    /** The answer's array. */
    public static Outcome outcome(MethodResponse response) {
        if (!(response instanceof MethodResponse.Success(XmlRpcValue.ArrayValue(List<XmlRpcValue> values)))) {
            throw new AssertionError("no answer of OpenNebula's: " + response);
        }
        boolean success = values.get(0).equals(XmlRpcValue.of(true));
        int code = values.get(2) instanceof XmlRpcValue.IntValue(int number) ? number : -1;
        return new Outcome(success, values.get(1), code);
    }

    public VmState state(int vmId) {
        return cloud.locked(() -> cloud.vm(vmId).state());
    }

    public void awaitState(int vmId, VmState state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(state(vmId)).isEqualTo(state));
    }

    /** Goes down with machines in the middle of what they are doing, as at the end of the process. */
    public void goDown() {
        server.close();
        lifecycle.close();
        hypervisor.close();
    }

    @Override
    public void close() {
        goDown();
    }

    private void fill() {
        cloud.add(new User(0, "oneadmin", "opennebula", Group.ONEADMIN, new Attributes(), Quota.NONE));
        cloud.add(new User(2, "alice", "alicepw", Group.USERS, new Attributes(), Quota.NONE));
        cloud.add(new User(3, "bob", "bobpw", Group.USERS, new Attributes(), Quota.NONE));
        cloud.add(new Image(
                0,
                "Ubuntu 18.04",
                0,
                0,
                Permissions.PRIVATE,
                "dummy_path",
                1024,
                1,
                new Attributes().add("DEV_PREFIX", "sd")));
        cloud.add(new Network(
                0,
                "public",
                0,
                0,
                Permissions.PRIVATE,
                "br0",
                Ipv4Subnet.parse("127.10.0.0/24"),
                new Network.AddressRange(Ipv4Subnet.address("127.10.0.10"), 200)));
        Attributes template = new Attributes()
                .add("CPU", "1")
                .add("MEMORY", "512")
                .add("DISK", new Attributes.Vector().with("IMAGE", "Ubuntu 18.04"))
                .add("NIC", new Attributes.Vector().with("NETWORK", "public"))
                .add(
                        "GRAPHICS",
                        new Attributes.Vector().with("LISTEN", "0.0.0.0").with("TYPE", "vnc"));
        cloud.add(new VmTemplate(0, "Ubuntu 18.04", 0, 0, Permissions.PRIVATE, 1, template));
    }

    private final class GatedPacing implements Pacing {

        @Override
        public void beforePlacement() throws InterruptedException {
            placement.pass();
        }

        @Override
        public void inTransition() throws InterruptedException {
            transition.pass();
        }

        @Override
        public void beforeSchedule() throws InterruptedException {
            schedule.pass();
        }

        @Override
        public Duration shutdownGrace() {
            return Duration.ofMinutes(1);
        }
    }
}
