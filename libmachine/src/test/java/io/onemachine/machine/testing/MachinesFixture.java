package io.onemachine.machine.testing;

import io.onemachine.machine.ClusterMembership;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.Machines;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.SystemCommandRunner;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Machines in a store of their own, with all dependencies controlled by the test. */
public final class MachinesFixture {
    public final Path store;
    public final FakeDriver driver = new FakeDriver();
    public final RecordedProgress progress = new RecordedProgress();
    public final ManualSleeper sleeper = new ManualSleeper();
    public CommandRunner commands = new SystemCommandRunner();
    public Instant now = Instant.now();
    public ClusterMembership membership = ClusterMembership.none();

    public MachinesFixture(Path store) {
        this.store = store;
    }

    /** A store that already has certificates. */
    public MachinesFixture withCertificates() {
        SharedTestCertificates.copyTo(TlsFiles.in(store));
        return this;
    }

    public Machines machines() {
        return Machines.builder(store)
                .drivers(DriverRegistry.of(List.of(driver)))
                .progress(progress)
                .environment(Map.of("PATH", System.getenv("PATH")))
                .home(store)
                .userName("ada")
                .sleeper(sleeper)
                .clock(InstantSource.fixed(now))
                .commands(commands)
                .membership(opened -> membership)
                .open();
    }

    public CreateRequest request(String name) {
        return CreateRequest.of(name, "fake");
    }

    /** A request that keeps what was created when it fails. */
    public CreateRequest keepingRequest(String name) {
        return request(name).keepOnFailure(true);
    }
}
