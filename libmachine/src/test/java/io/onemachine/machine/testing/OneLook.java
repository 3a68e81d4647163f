package io.onemachine.machine.testing;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostSurvey;
import io.onemachine.machine.driver.HostView;
import io.onemachine.machine.driver.MachineState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A survey that has one look for the hosts that it knows about; sees every one of them stopped. */
public final class OneLook implements HostSurvey {
    /** What is seen. */
    public static final HostView STOPPED = new HostView() {
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

    /** What happens while it looks. */
    public Runnable meanwhile = () -> {};

    /** Which hosts it sees, by the machine's name. */
    public Predicate<String> sees = name -> true;

    @Override
    public List<Look> looks(List<Driver> drivers) {
        return List.of(new Look() {
            @Override
            public List<Driver> drivers() {
                return drivers;
            }

            @Override
            public Map<Driver, HostView> take() {
                taken.incrementAndGet();
                meanwhile.run();
                Map<Driver, HostView> views = new HashMap<>();
                for (Driver driver : drivers) {
                    if (sees.test(driver.config().get("MachineName").getAsString())) {
                        views.put(driver, STOPPED);
                    }
                }
                return views;
            }
        });
    }
}
