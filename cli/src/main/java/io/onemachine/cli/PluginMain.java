package io.onemachine.cli;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.server.PluginProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Serves the driver that the system property {@code onemachine.driver} names, as a plugin for other docker-machine programs. */
public final class PluginMain {
    private static final String DRIVER_PROPERTY = "onemachine.driver";

    private PluginMain() {}

    /** Serves the driver and ends the process. Ignores the arguments. */
    public static void main(String[] arguments) {
        PluginProgram program = new PluginProgram(
                PluginMain::driver,
                System.getenv(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Sleeper.system());
        // System.exit would look for a logger first.
        Runtime.getRuntime().halt(program.run());
    }

    private static DriverProvider driver() {
        String name = System.getProperty(DRIVER_PROPERTY, "");
        return DriverRegistry.installed()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("driver \"" + name + "\" not found"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
