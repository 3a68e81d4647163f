package io.onemachine.cli;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.server.PluginProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts a driver as a plugin of other docker-machine programs; its name is in the system property {@code onemachine.driver}. */
public final class PluginMain {
    private static final String DRIVER_PROPERTY = "onemachine.driver";

    private PluginMain() {}

    /** Serves the driver and ends the process. Arguments mean nothing. */
    public static void main(String[] arguments) {
        PluginProgram program = new PluginProgram(
                PluginMain::driver,
                System.getenv(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Sleeper.system());
        // Nothing is left to do at the end; System.exit would look for a logger first.
        Runtime.getRuntime().halt(program.run());
    }

    private static DriverProvider driver() {
        String name = System.getProperty(DRIVER_PROPERTY, "");
        return DriverRegistry.installed()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("there is no driver \"" + name + "\""));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
