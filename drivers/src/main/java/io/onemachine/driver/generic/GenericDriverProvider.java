package io.onemachine.driver.generic;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.engine.EngineEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    @Override
    public Optional<Map<String, List<String>>> createOptions(DriverConfig config) {
        BaseDriverConfig stored = new BaseDriverConfig(config);
        Map<String, List<String>> options = new LinkedHashMap<>();
        int enginePort = stored.number(GenericDriver.ENGINE_PORT).orElse(EngineEndpoint.TLS_PORT);
        if (enginePort != EngineEndpoint.TLS_PORT) {
            options.put(Flags.ENGINE_PORT, List.of(Integer.toString(enginePort)));
        }
        putUnless("", Flags.IP_ADDRESS, stored.ipAddress(), options);
        putUnless("", Flags.SSH_KEY, stored.text(GenericDriver.SSH_KEY), options);
        if (stored.sshPort() != BaseDriverConfig.DEFAULT_SSH_PORT) {
            options.put(Flags.SSH_PORT, List.of(Integer.toString(stored.sshPort())));
        }
        putUnless(Flags.DEFAULT_USER, Flags.SSH_USER, stored.text(BaseDriverConfig.SSH_USER), options);
        return Optional.of(options);
    }

    private static void putUnless(String byDefault, String flag, String value, Map<String, List<String>> options) {
        if (!value.equals(byDefault)) {
            options.put(flag, List.of(value));
        }
    }
}
