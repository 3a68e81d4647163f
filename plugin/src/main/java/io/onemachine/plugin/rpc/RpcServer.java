package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.TypedValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Serves calls on a port of the loopback device until it is closed.
 *
 * <p>With threads of the system: there is one caller as a rule, and to have virtual ones takes as long as half of a plugin's start.
 */
public final class RpcServer implements AutoCloseable {
    /** How long a connection may take to say what it wants. */
    private static final int HEAD_MILLIS = 10_000;

    /** So many connections there may be at once; the next one is closed. */
    private static final int CONNECTIONS_AT_ONCE = 200;

    /** So many calls run at once; the next one waits. */
    private static final int CALLS_AT_ONCE = 100;

    private final ServerSocket listener;
    private final RpcServices services;
    private final Map<String, GobType> registered;
    private final GobLimits limits;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(CALLS_AT_ONCE);

    private RpcServer(ServerSocket listener, RpcServices services, Map<String, GobType> registered, GobLimits limits) {
        this.listener = listener;
        this.services = services;
        this.registered = Map.copyOf(registered);
        this.limits = limits;
    }

    /**
     * Begins to serve on a free port.
     *
     * @param registered the types that interface values in replies may hold, see {@link
     *     io.onemachine.plugin.gob.GobWriter}
     * @param limits what a caller may send at most
     */
    public static RpcServer start(RpcServices services, Map<String, GobType> registered, GobLimits limits)
            throws IOException {
        // By its bytes: 127.0.0.1 even where the JVM would take ::1 for the loopback address.
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        RpcServer server = new RpcServer(new ServerSocket(0, 0, loopback), services, registered, limits);
        Thread.ofPlatform().daemon().name("rpc-accept").start(server::accept);
        return server;
    }

    /** Where it can be reached. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Ends all connections; calls that still run go on and are answered to nobody. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                if (connections.size() >= CONNECTIONS_AT_ONCE) {
                    connection.close();
                    continue;
                }
                connections.add(connection);
                Thread.ofPlatform().daemon().name("rpc-connection").start(() -> serve(connection));
            } catch (IOException e) {
                // Closed, which the loop sees, or a connection that ended before it began.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HEAD_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            String refusal = HttpHead.read(in).refusal();
            if (!refusal.isEmpty()) {
                out.write(refusal.getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            socket.setSoTimeout(0);
            out.write(HttpHead.CONNECTED);
            answerCalls(new GobConnection(in, out, registered, limits));
        } catch (IOException e) {
            // The caller has gone or sends nonsense: either way there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private void answerCalls(GobConnection connection) throws IOException, InterruptedException {
        while (true) {
            Optional<GobConnection.Message> next = connection.read();
            if (next.isEmpty()) {
                return;
            }
            room.acquire();
            Thread.ofPlatform().daemon().name("rpc-call").start(() -> {
                try {
                    answer(connection, next.get());
                } finally {
                    room.release();
                }
            });
        }
    }

    private void answer(GobConnection connection, GobConnection.Message message) {
        String error = "";
        RpcMethod.Reply reply = new RpcMethod.Reply(TypedValue.EMPTY);
        try {
            reply = services.find(message.header().method()).call(message.body());
        } catch (RpcFault | GobException e) {
            error = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            error = "internal error: " + e;
        }
        CallHeader header =
                new CallHeader(message.header().method(), message.header().number(), error);
        try {
            connection.write(header.asResponse(), reply.value());
        } catch (IOException e) {
            // The caller has gone; what was to happen afterwards still does.
        }
        reply.afterSending().run();
    }
}
