package io.onemachine.plugin.server;

import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.rpc.RpcServer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Serves a driver as a program that docker-machine starts: {@code docker-machine-driver-NAME}.
 *
 * <p>It listens on a port of the loopback device, prints the address as its first line, and serves calls until it is closed
 * or the heartbeats stop. It ignores its arguments, because rancher-machine passes some of its own.
 */
public final class PluginProgram {
    private static final int CLOSED = 0;
    private static final int FAILED = 1;
    private static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(10);

    private final Supplier<DriverProvider> provider;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final Sleeper sleeper;

    /**
     * @param provider finds the driver; called only when the program serves
     * @param environment the process's environment variables
     * @param out standard output
     * @param err standard error
     * @param sleeper waits for heartbeats
     */
    public PluginProgram(
            Supplier<DriverProvider> provider,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            Sleeper sleeper) {
        this.provider = provider;
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
        this.sleeper = sleeper;
    }

    /**
     * Serves until the plugin is closed or the heartbeats stop.
     *
     * @return the exit code: 0 when it was closed, 1 when the heartbeats stopped or it could not start
     */
    public int run() {
        if (!Protocol.TOKEN.equals(environment.get(Protocol.TOKEN_VARIABLE))) {
            err.print("""
                    This is a Docker Machine plugin binary.
                    Plugin binaries are not intended to be invoked directly.
                    Please use this plugin through the main 'docker-machine' binary.
                    (API version: %d)
                    """.formatted(Protocol.VERSION));
            err.flush();
            return FAILED;
        }
        PluginLog log = new PluginLog(out, err);
        HeartbeatMonitor heartbeatMonitor = new HeartbeatMonitor(HEARTBEAT_LIMIT, sleeper);
        ServedDriver driver = new ServedDriver(provider.get(), environment, log);
        try (RpcServer server = RpcServer.start(
                new DriverMethods(driver, heartbeatMonitor).services(),
                Protocol.registeredTypes(),
                GobLimits.DEFAULT)) {
            log.say("127.0.0.1:" + server.address().getPort());
            if (out.checkError()) {
                log.detail("The plugin cannot say on standard output where it listens");
                return FAILED;
            }
            if (!heartbeatMonitor.awaitEnd()) {
                return FAILED;
            }
            log.detail("Closing plugin on server side");
            return CLOSED;
        } catch (IOException e) {
            log.detail("The plugin cannot listen on 127.0.0.1: " + e.getMessage());
            return FAILED;
        }
    }
}
