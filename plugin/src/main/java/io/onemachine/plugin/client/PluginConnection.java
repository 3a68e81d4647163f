package io.onemachine.plugin.client;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.rpc.RpcClient;
import io.onemachine.plugin.rpc.RpcException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection to a plugin's process: calls, and the heartbeats that keep it alive. One thread may call at a time; any
 * thread may close.
 */
final class PluginConnection implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?<host>[^\\s]+):(?<port>[0-9]{1,5})");
    private static final int LARGEST_PORT = 65_535;

    /** How long a plugin may take to answer {@code Close}, and then to exit. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(400);

    private final PluginProcess process;
    private final PluginTimeouts timeouts;
    private final RpcClient client;
    private final String machine;
    private final Progress progress;
    private final Thread heart;
    private volatile String service = Protocol.SERVICE;
    private volatile boolean silent;

    private PluginConnection(
            PluginProcess process, PluginTimeouts timeouts, RpcClient client, String machine, Progress progress) {
        this.process = process;
        this.timeouts = timeouts;
        this.client = client;
        this.machine = machine;
        this.progress = progress;
        this.heart = Thread.ofPlatform().daemon().name("plugin-heartbeat").start(this::beat);
    }

    /**
     * Connects to a process that was just started; the caller ends the process when that fails.
     *
     * @throws PluginException when it is not a docker-machine plugin, or one of another version
     */
    static PluginConnection open(PluginProcess process, PluginTimeouts timeouts, String machine, Progress progress) {
        String line = process.awaitFirstLine(timeouts.address()).strip();
        InetSocketAddress address = address(process, line);
        PluginConnection connection;
        try {
            RpcClient client =
                    RpcClient.connect(address, Protocol.registeredTypes(), GobLimits.DEFAULT, timeouts.address());
            connection = new PluginConnection(process, timeouts, client, machine, progress);
        } catch (IOException e) {
            throw new PluginException(
                    "The driver plugin " + process.program() + " cannot be reached at " + line + ": " + e.getMessage()
                            + process.recentOutput(),
                    e);
        }
        boolean compatible = false;
        try {
            connection.checkVersion();
            compatible = true;
            return connection;
        } finally {
            if (!compatible) {
                connection.close();
            }
        }
    }

    private static InetSocketAddress address(PluginProcess process, String line) {
        Matcher parts = ADDRESS.matcher(line);
        if (parts.matches() && Integer.parseInt(parts.group("port")) <= LARGEST_PORT) {
            try {
                // Only loopback: credentials are sent in clear text.
                InetAddress host = InetAddress.getByName(parts.group("host"));
                if (host.isLoopbackAddress()) {
                    return new InetSocketAddress(host, Integer.parseInt(parts.group("port")));
                }
            } catch (UnknownHostException e) {
                // Reported below, like other invalid addresses.
            }
        }
        String shown = line.length() > 200 ? line.substring(0, 200) + " [...]" : line;
        throw new PluginException(
                "The driver plugin " + process.program() + " has printed \"" + shown
                        + "\" where its address on this computer was to be, such as 127.0.0.1:34567",
                "Is it a driver plugin of docker-machine?",
                null);
    }

    /** Finds the service's name and checks its version. */
    private void checkVersion() {
        long version;
        try {
            version = number("GetVersion", timeouts.local());
        } catch (PluginException e) {
            throw e;
        } catch (DriverException e) {
            service = Protocol.OLD_SERVICE;
            version = number("GetVersion", timeouts.local());
        }
        if (version != Protocol.VERSION) {
            throw new PluginException(
                    "Driver binary uses an incompatible API version (" + version + ")",
                    process.program() + " has to speak version " + Protocol.VERSION + ".",
                    null);
        }
    }

    /** Returns the timeouts for calls to plugins. */
    PluginTimeouts timeouts() {
        return timeouts;
    }

    /** Calls a method that takes no argument and returns a text. */
    String text(String method, Duration limit) {
        if (call(method, TypedValue.EMPTY, limit) instanceof GobValue.Text text) {
            return text.value();
        }
        throw unexpectedAnswer(method, "a text");
    }

    /** Calls a method that takes no argument and returns a number. */
    long number(String method, Duration limit) {
        if (call(method, TypedValue.EMPTY, limit) instanceof GobValue.Int number) {
            return number.value();
        }
        throw unexpectedAnswer(method, "a number");
    }

    /** Calls a method that takes no argument and returns bytes. */
    GobValue.Bytes bytes(String method, Duration limit) {
        if (call(method, TypedValue.EMPTY, limit) instanceof GobValue.Bytes bytes) {
            return bytes;
        }
        throw unexpectedAnswer(method, "bytes");
    }

    /** Returns the exception for an answer of the wrong type or value. */
    PluginException unexpectedAnswer(String method, String wanted) {
        return new PluginException(
                "The driver plugin " + process.program() + " has answered " + method + " with something else than "
                        + wanted,
                null);
    }

    /**
     * Calls a method.
     *
     * @throws HostNotRunningException when the driver reports this, which is recognized by the message's text
     * @throws DriverException with the driver's message when it answers with an error
     * @throws PluginException when there is no answer, or an unreadable one
     * @throws OperationInterruptedException when the thread is interrupted; the plugin may continue the call
     */
    GobValue call(String method, TypedValue argument, Duration limit) {
        progress.report(new ProgressEvent.Detail(machine, "Calling ." + method));
        try {
            return client.call(service + "." + method, argument, limit);
        } catch (RpcException.Answered e) {
            DriverException notRunning = new HostNotRunningException();
            throw notRunning.getMessage().equals(e.getMessage()) ? notRunning : new DriverException(e.getMessage(), e);
        } catch (RpcException.TimedOut e) {
            throw new PluginException(
                    "The driver plugin " + process.program() + " has not answered " + method + " within "
                            + limit.toSeconds() + " s" + process.recentOutput(),
                    PluginTimeouts.VARIABLE + "=SECONDS lets it take longer.",
                    e);
        } catch (RpcException e) {
            if (silent) {
                throw new PluginException(
                        "The driver plugin " + process.program()
                                + " does not answer any more: it missed a heartbeat of "
                                + timeouts.local().toSeconds() + " s in the middle of " + method
                                + process.recentOutput(),
                        e);
            }
            throw process.failure("in the middle of " + method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for " + process.program());
        }
    }

    private void beat() {
        try {
            while (client.isConnected()) {
                Thread.sleep(timeouts.heartbeat());
                beatOnce();
            }
        } catch (RpcException | InterruptedException e) {
            // The next call reports a lost plugin; otherwise the connection is being closed.
        }
    }

    private void beatOnce() throws RpcException, InterruptedException {
        try {
            client.call(service + ".Heartbeat", TypedValue.EMPTY, timeouts.local());
        } catch (RpcException.Answered e) {
            // An error is an answer too: the plugin is alive.
        } catch (RpcException.TimedOut e) {
            silent = true;
            client.close();
        }
    }

    /** Asks the plugin to exit, then ends the process, within a second. */
    @Override
    public void close() {
        heart.interrupt();
        try {
            if (client.isConnected()) {
                Uninterruptibly.get(this::requestClose, () -> false);
            }
        } finally {
            client.close();
            process.end();
        }
    }

    private boolean requestClose() throws InterruptedException {
        try {
            client.call(service + ".Close", TypedValue.EMPTY, CLOSE_TIMEOUT);
            return process.awaitEnd(CLOSE_TIMEOUT);
        } catch (RpcException e) {
            return false; // the answer races with the process's exit
        }
    }
}
