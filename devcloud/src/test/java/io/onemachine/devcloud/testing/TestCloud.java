package io.onemachine.devcloud.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.api.Api;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.http.CallCounter;
import io.onemachine.devcloud.http.FrontEnd;
import io.onemachine.devcloud.http.HttpServers;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.lifecycle.LifecycleContext;
import io.onemachine.devcloud.lifecycle.TransitionDelays;
import io.onemachine.devcloud.state.StateStore;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A cloud with an HTTP port and a {@link FakeHypervisor}, with {@link RecordedObjects} and a host of 8 CPUs. */
public final class TestCloud implements AutoCloseable {

    private static final String ADMIN = "oneadmin:opennebula";

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final Gate placement = new Gate();
    private final Gate transition = new Gate();
    private final FakeHypervisor hypervisor = new FakeHypervisor();
    private final FaultPlan faults = new FaultPlan();
    private final CallCounter calls = new CallCounter();
    private final Cloud cloud;
    private final MovableClock clock = new MovableClock();
    private final Turnstile schedule = new Turnstile();
    private final Lifecycle lifecycle;
    private final HttpServers server;

    /** An answer of OpenNebula: a value, or an error with its code. */
    public record Outcome(boolean success, XmlRpcValue value, int code) {

        public int id() {
            assertThat(value).isInstanceOf(XmlRpcValue.IntValue.class);
            return ((XmlRpcValue.IntValue) value).value();
        }

        /** Returns the document, or the error's message. */
        public String text() {
            assertThat(value).isInstanceOf(XmlRpcValue.StringValue.class);
            return ((XmlRpcValue.StringValue) value).value();
        }
    }

    private TestCloud(Path folder, Release release, Consumer<Cloud> objects) {
        cloud = new Cloud(release, new Cloud.HostCapacity("fake", 8, 16 << 10));
        StateStore store = new StateStore(folder);
        if (store.isEmpty()) {
            objects.accept(cloud);
            store.saveObjects(cloud);
        } else {
            store.load(cloud);
        }
        lifecycle = new Lifecycle(new LifecycleContext(
                cloud, hypervisor, folder.resolve("hosts"), faults, new GatedPacing(), clock, store::save, line -> {}));
        try {
            server = HttpServers.start(0, new FrontEnd(new Api(cloud, lifecycle, store, clock), faults, calls));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lifecycle.recover();
    }

    /** Starts a cloud, or restarts the one in the folder. */
    public static TestCloud in(Path folder) {
        return in(folder, Release.DEFAULT);
    }

    /** Starts a cloud that imitates a release. */
    public static TestCloud in(Path folder, Release release) {
        return in(folder, release, RecordedObjects::of68);
    }

    /** Starts a cloud with other objects. */
    public static TestCloud in(Path folder, Release release, Consumer<Cloud> objects) {
        return new TestCloud(folder, release, objects);
    }

    /** Returns the gate that holds VMs in PENDING while it is closed. */
    public Gate placement() {
        return placement;
    }

    /** Returns the gate that holds VMs in transient states while it is closed. */
    public Gate transition() {
        return transition;
    }

    /** Moves the cloud's clock forward and runs the actions due then. */
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

    public CallCounter calls() {
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

    /** Returns the answer's array. */
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

    /** Closes the cloud with VMs in transition, as at the end of the process. */
    public void goDown() {
        server.close();
        lifecycle.close();
        hypervisor.close();
    }

    @Override
    public void close() {
        goDown();
    }

    private final class GatedPacing implements TransitionDelays {

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
