package io.onemachine.driver.none;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The driver {@code none}. */
public final class NoneDriverProvider implements DriverProvider {

    static final String URL = "url";
    static final String EXAMPLE = "tcp://192.0.2.7:2376";

    @Override
    public String name() {
        return "none";
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of(new DriverFlag.StringFlag(URL, "URL of an existing engine, such as " + EXAMPLE, List.of(), ""));
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new NoneDriver(context, config);
    }

    @Override
    public Optional<Map<String, List<String>>> createOptions(DriverConfig config) {
        return Optional.of(Map.of(URL, List.of(config.text(NoneDriver.URL))));
    }
}
