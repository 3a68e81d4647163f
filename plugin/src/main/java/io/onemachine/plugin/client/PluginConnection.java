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
 * The conversation with a plugin's process: calls, and the heartbeats that keep it alive. One thread calls at a time; any
 * may close.
 */
final class PluginConnection implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?<host>[^\\s]+):(?<port>[0-9]{1,5})");
    private static final int LARGEST_PORT = 65_535;

    /** So long a plugin may take to say goodbye. */
    private static final Duration FAREWELL = Duration.ofMillis(400);

    private final PluginProcess process;
    private final PluginTimeouts patience;
    private final RpcClient client;
    private final String machine;
    private final Progress progress;
    private final Thread heart;
    private volatile String service = Protocol.SERVICE;
    private volatile boolean silent;

    private PluginConnection(
            PluginProcess process, PluginTimeouts patience, RpcClient client, String machine, Progress progress) {
        this.process = process;
        this.patience = patience;
        this.client = client;
        this.machine = machine;
        this.progress = progress;
        this.heart = Thread.ofPlatform().daemon().name("plugin-heartbeat").start(this::beat);
    }

    /**
     * Gets in touch with a process that was just started; the caller ends the process when that fails.
     *
     * @throws PluginException when it is no plugin of docker-machine, or one of another version
     */
    static PluginConnection open(PluginProcess process, PluginTimeouts patience, String machine, Progress progress) {
        String line = process.awaitFirstLine(patience.address()).strip();
        InetSocketAddress address = address(process, line);
        PluginConnection connection;
        try {
            RpcClient client =
                    RpcClient.connect(address, Protocol.registeredTypes(), GobLimits.DEFAULT, patience.address());
            connection = new PluginConnection(process, patience, client, machine, progress);
        } catch (IOException e) {
            throw new PluginException(
                    "The driver plugin " + process.program() + " cannot be reached at " + line + ": " + e.getMessage()
                            + process.lastWords(),
                    e);
        }
        boolean agreed = false;
        try {
            connection.agree();
            agreed = true;
            return connection;
        } finally {
            if (!agreed) {
                connection.close();
            }
        }
    }

    private static InetSocketAddress address(PluginProcess process, String line) {
        Matcher parts = ADDRESS.matcher(line);
        if (parts.matches() && Integer.parseInt(parts.group("port")) <= LARGEST_PORT) {
            try {
                // Credentials go there in clear text.
                InetAddress host = InetAddress.getByName(parts.group("host"));
                if (host.isLoopbackAddress()) {
                    return new InetSocketAddress(host, Integer.parseInt(parts.group("port")));
                }
            } catch (UnknownHostException e) {
                // Told with the others.
            }
        }
        String shown = line.length() > 200 ? line.substring(0, 200) + " [...]" : line;
        throw new PluginException(
                "The driver plugin " + process.program() + " has printed \"" + shown
                        + "\" where its address on this computer was to be, such as 127.0.0.1:34567",
                "Is it a driver plugin of docker-machine?",
                null);
    }

    /** Finds the service's name and its version. */
    private void agree() {
        long version;
        try {
            version = number("GetVersion", patience.local());
        } catch (PluginException e) {
            throw e;
        } catch (DriverException e) {
            service = Protocol.OLD_SERVICE;
            version = number("GetVersion", patience.local());
        }
        if (version != Protocol.VERSION) {
            throw new PluginException(
                    "Driver binary uses an incompatible API version (" + version + ")",
                    process.program() + " has to speak version " + Protocol.VERSION + ".",
                    null);
        }
    }

    /** How long plugins may take. */
    PluginTimeouts patience() {
        return patience;
    }

    /** Calls a method without argument that answers with a text. */
    String text(String method, Duration limit) {
        if (call(method, TypedValue.EMPTY, limit) instanceof GobValue.Text text) {
            return text.value();
        }
        throw nonsense(method, "a text");
    }

    /** Calls a method without argument that answers with a number. */
    long number(String method, Duration limit) {
        if (call(method, TypedValue.EMPTY, limit) instanceof GobValue.Int number) {
            return number.value();
        }
        throw nonsense(method, "a number");
    }

    /** Calls a method without argument that answers with bytes. */
    GobValue.Bytes bytes(String method, Duration limit) {
        if (call(method, TypedValue.EMPTY, limit) instanceof GobValue.Bytes bytes) {
            return bytes;
        }
        throw nonsense(method, "bytes");
    }

    /** What is thrown when an answer makes no sense. */
    PluginException nonsense(String method, String wanted) {
        return new PluginException(
                "The driver plugin " + process.program() + " has answered " + method + " with something else than "
                        + wanted,
                null);
    }

    /**
     * Calls a method.
     *
     * @throws HostNotRunningException when the driver says so, which programs tell by its words
     * @throws DriverException with the driver's own words when it answers with an error
     * @throws PluginException when there is no answer, or none that can be read
     * @throws OperationInterruptedException when the thread is interrupted; the plugin may go on
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
                            + limit.toSeconds() + " s" + process.lastWords(),
                    PluginTimeouts.VARIABLE + "=SECONDS lets it take longer.",
                    e);
        } catch (RpcException e) {
            if (silent) {
                throw new PluginException(
                        "The driver plugin " + process.program()
                                + " does not answer any more: it missed a heartbeat of "
                                + patience.local().toSeconds() + " s in the middle of " + method + process.lastWords(),
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
                Thread.sleep(patience.heartbeat());
                beatOnce();
            }
        } catch (RpcException | InterruptedException e) {
            // A plugin that is gone shows at the next call, or is closed.
        }
    }

    private void beatOnce() throws RpcException, InterruptedException {
        try {
            client.call(service + ".Heartbeat", TypedValue.EMPTY, patience.local());
        } catch (RpcException.Answered e) {
            // An answer is an answer.
        } catch (RpcException.TimedOut e) {
            silent = true;
            client.close();
        }
    }

    /** Says goodbye and ends the process, for good and within a second. */
    @Override
    public void close() {
        heart.interrupt();
        try {
            if (client.isConnected()) {
                Uninterruptibly.get(this::sayGoodbye, () -> false);
            }
        } finally {
            client.close();
            process.end();
        }
    }

    private boolean sayGoodbye() throws InterruptedException {
        try {
            client.call(service + ".Close", TypedValue.EMPTY, FAREWELL);
            return process.awaitEnd(FAREWELL);
        } catch (RpcException e) {
            return false; // the answer races with its end
        }
    }
}
