package io.onemachine.machine.testing;

import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A provider with a single bulk query, in which every host is stopped. */
public final class OneLook implements BulkStatusProvider {
    /** The result of the query. */
    public static final HostStatus STOPPED = new HostStatus() {
        @Override
        public MachineState state() {
            return MachineState.STOPPED;
        }

        @Override
        public String ip() {
            return "192.0.2.1";
        }

        @Override
        public String url() {
            return "tcp://192.0.2.1:2376";
        }
    };

    public final AtomicInteger taken = new AtomicInteger();

    /** Runs during the query. */
    public Runnable meanwhile = () -> {};

    /** The hosts it covers, by the machine's name. */
    public Predicate<String> sees = name -> true;

    @Override
    public List<BulkQuery> queries(List<Driver> drivers) {
        return List.of(new BulkQuery() {
            @Override
            public List<Driver> drivers() {
                return drivers;
            }

            @Override
            public Map<Driver, HostStatus> run() {
                taken.incrementAndGet();
                meanwhile.run();
                Map<Driver, HostStatus> views = new HashMap<>();
                for (Driver driver : drivers) {
                    if (sees.test(driver.config().text("MachineName"))) {
                        views.put(driver, STOPPED);
                    }
                }
                return views;
            }
        });
    }
}
