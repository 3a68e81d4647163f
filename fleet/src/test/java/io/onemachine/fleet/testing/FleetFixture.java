package io.onemachine.fleet.testing;

import io.onemachine.fleet.apply.FleetApply;
import io.onemachine.fleet.apply.FleetObserver;
import io.onemachine.fleet.apply.FleetResult;
import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetSource;
import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.plan.FleetPlanner;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.FleetLock;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.swarm.SwarmOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fleets in a store of their own, at a {@link MemoryCloud}. */
public abstract class FleetFixture {
    /** Everything is allowed but replacements. */
    protected static final Consents MOST = new Consents(true, Set.of(), true, true);

    @TempDir
    protected Path folder = Path.of("");

    protected final MemoryCloud cloud = new MemoryCloud();
    protected final PlainDriver plain = new PlainDriver();
    protected DriverRegistry drivers = DriverRegistry.of(List.<DriverProvider>of(cloud, plain));

    @BeforeEach
    void useAStoreWithCertificates() {
        TestCertificates.copyTo(store());
    }

    protected Path store() {
        return folder.resolve("store");
    }

    protected Machines machines() {
        return Machines.builder(store())
                .drivers(drivers)
                .environment(Map.of())
                .home(folder.resolve("home"))
                .userName("tester")
                .clock(TestCertificates.CLOCK)
                .open();
    }

    /** Parses a file of the fleet {@code shop} whose driver is {@code cloud}. */
    protected FleetFile file(String machines) {
        return FleetFile.parse(
                new FleetSource("fleet.yaml", "name: shop\ndefaults: {driver: cloud}\nmachines:\n" + machines),
                Map.of(),
                drivers);
    }

    protected FleetPlan plan(String machines, String... names) {
        Machines opened = machines();
        return new FleetPlanner(opened, swarms(opened), drivers, file(machines), Set.of(names)).plan();
    }

    protected static SwarmOperations swarms(Machines machines) {
        return new SwarmOperations(machines, Progress.silent());
    }

    /** Applies a file as the command does. */
    protected FleetResult apply(String machines, Consents consents) {
        FleetFile file = file(machines);
        Machines opened = machines();
        try (FleetLock _ = opened.lockFleet(file.name())) {
            FleetPlan plan = new FleetPlanner(opened, swarms(opened), drivers, file, Set.of()).plan();
            return new FleetApply(
                            opened,
                            swarms(opened),
                            drivers,
                            file,
                            "/fleets/fleet.yaml",
                            consents,
                            Set.of(),
                            4,
                            SILENT,
                            TestCertificates.CLOCK)
                    .run(plan);
        }
    }

    protected FleetResult apply(String machines) {
        return apply(machines, Consents.NONE);
    }

    /** Creates a machine that is in no fleet. */
    protected void create(String name, String driver) {
        machines().create(CreateRequest.of(name, driver)).close();
    }

    protected Machine load(String name) {
        return machines().load(name);
    }

    protected static final FleetObserver SILENT = new FleetObserver() {
        @Override
        public Work begin(String machine, String doing) {
            return new Work() {
                @Override
                public void failed(MachineException failure) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void note(String text) {}
    };
}
