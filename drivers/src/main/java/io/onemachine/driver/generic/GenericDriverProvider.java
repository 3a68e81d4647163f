package io.onemachine.driver.generic;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import java.util.List;

/** The driver {@code generic}. */
public final class GenericDriverProvider implements DriverProvider {

    @Override
    public String name() {
        return "generic";
    }

    @Override
    public List<DriverFlag> flags() {
        return Flags.ALL;
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new GenericDriver(context, config);
    }
}
