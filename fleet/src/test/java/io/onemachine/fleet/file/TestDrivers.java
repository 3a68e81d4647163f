package io.onemachine.fleet.file;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.List;

/** Drivers with options of every type, which create nothing. */
final class TestDrivers {
    private record Provider(String name, List<DriverFlag> flags) implements DriverProvider {
        @Override
        public Driver open(DriverContext context, DriverConfig config) {
            throw new UnsupportedOperationException("a file is parsed without opening drivers");
        }
    }

    static final DriverRegistry REGISTRY = DriverRegistry.of(List.of(
            new Provider(
                    "opennebula",
                    List.of(
                            new DriverFlag.StringFlag("opennebula-template-id", "Template.", List.of(), ""),
                            new DriverFlag.StringFlag("opennebula-template-name", "Template.", List.of(), ""),
                            new DriverFlag.StringFlag("opennebula-ssh-user", "User.", List.of(), ""),
                            new DriverFlag.IntFlag("opennebula-memory", "Memory.", List.of(), 1024),
                            new DriverFlag.StringFlag("opennebula-cpu", "CPU.", List.of(), "1"),
                            new DriverFlag.BoolFlag("opennebula-disable-vnc", "No VNC.", List.of()),
                            new DriverFlag.StringListFlag("opennebula-network-id", "Networks.", List.of(), List.of()),
                            new DriverFlag.SecretFlag("opennebula-password", "Password.", List.of("ONE_PASSWORD")))),
            new Provider(
                    "generic",
                    List.of(
                            new DriverFlag.StringFlag("generic-ip-address", "Address.", List.of(), ""),
                            new DriverFlag.StringFlag("generic-ssh-user", "User.", List.of(), ""),
                            new DriverFlag.SecretFlag("generic-token", "Token.", List.of("GENERIC_TOKEN"))))));

    private TestDrivers() {}
}
