package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.wording.CommandLineWords;
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
 * <p>Uses platform threads: there is usually one caller, and initializing virtual threads takes as long as half of a plugin's start.
 */
public final class RpcServer implements AutoCloseable {
    /** The timeout for the request that begins a connection. */
    private static final int HEAD_MILLIS = 10_000;

    /** The maximum number of connections at once; further ones are closed. */
    private static final int MAX_CONNECTIONS = 200;

    /** The maximum number of calls that run at once; further ones wait. */
    private static final int MAX_CALLS = 100;

    private final ServerSocket listener;
    private final RpcServices services;
    private final Map<String, GobType> registered;
    private final GobLimits limits;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore freeCalls = new Semaphore(MAX_CALLS);

    private RpcServer(ServerSocket listener, RpcServices services, Map<String, GobType> registered, GobLimits limits) {
        this.listener = listener;
        this.services = services;
        this.registered = Map.copyOf(registered);
        this.limits = limits;
    }

    /**
     * Starts a server on a free port.
     *
     * @param registered the types that interface values in replies may hold, see {@link
     *     io.onemachine.plugin.gob.GobWriter}
     * @param limits the limits for data from a caller
     */
    public static RpcServer start(RpcServices services, Map<String, GobType> registered, GobLimits limits)
            throws IOException {
        // Always 127.0.0.1, even where the JVM prefers ::1 as the loopback address.
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        RpcServer server = new RpcServer(new ServerSocket(0, 0, loopback), services, registered, limits);
        Thread.ofPlatform().daemon().name("rpc-accept").start(server::accept);
        return server;
    }

    /** Returns the address to connect to. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Ends all connections; running calls continue, but their answers are dropped. */
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
                if (connections.size() >= MAX_CONNECTIONS) {
                    connection.close();
                    continue;
                }
                connections.add(connection);
                Thread.ofPlatform().daemon().name("rpc-connection").start(() -> serve(connection));
            } catch (IOException e) {
                // The listener was closed, which the loop checks, or the connection was aborted before it was accepted.
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
            // The caller has disconnected or sends invalid data; no answer is possible.
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
            freeCalls.acquire();
            Thread.ofPlatform().daemon().name("rpc-call").start(() -> {
                try {
                    answer(connection, next.get());
                } finally {
                    freeCalls.release();
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
                new CallHeader(message.header().method(), message.header().number(), CommandLineWords.in(error));
        try {
            connection.write(header.asResponse(), reply.value());
        } catch (IOException e) {
            // The caller has disconnected; the follow-up action still has to run.
        }
        reply.afterSending().run();
    }
}
