package io.onemachine.plugin.rpc;

import static java.util.Objects.requireNonNull;

import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A connection to a server. Calls may be made by several threads at once and are answered in any order. */
public final class RpcClient implements AutoCloseable {
    private final Socket socket;
    private final GobConnection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<GobValue>> waiting = new ConcurrentHashMap<>();

    /** Writes one call after the other, so that a caller waits no longer than it wants to, read or not. */
    private final ExecutorService sending = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("rpc-send").factory());

    private volatile RpcException.@Nullable ConnectionLost lost;

    private RpcClient(Socket socket, GobConnection connection) {
        this.socket = socket;
        this.connection = connection;
    }

    /**
     * Connects and agrees on the protocol.
     *
     * @param registered the types that interface values in arguments may hold, see {@link
     *     io.onemachine.plugin.gob.GobWriter}
     * @param limits what the server may send at most
     * @param timeout for connecting, and for the server's agreement
     * @throws IOException when there is nobody, or somebody who speaks another protocol
     */
    public static RpcClient connect(
            InetSocketAddress address, Map<String, GobType> registered, GobLimits limits, Duration timeout)
            throws IOException {
        int millis = Math.toIntExact(Math.max(1, timeout.toMillis()));
        Socket socket = new Socket();
        try {
            socket.connect(address, millis);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(HttpHead.CONNECT);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            HttpHead head = HttpHead.read(in);
            if (!head.isConnected()) {
                throw new IOException("unexpected HTTP response: " + head.firstLine());
            }
            socket.setSoTimeout(0);
            RpcClient client =
                    new RpcClient(socket, new GobConnection(in, socket.getOutputStream(), registered, limits));
            Thread.ofPlatform().daemon().name("rpc-receive").start(client::receive);
            return client;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @param method service and method, such as {@code Service.Method}
     * @param timeout how long to wait at most
     * @throws RpcException.Answered when the method answers with an error
     * @throws RpcException.TimedOut when it does not answer in time
     * @throws RpcException.ConnectionLost when the connection is, or goes, down
     * @throws InterruptedException when the thread is interrupted; the method may go on
     */
    public GobValue call(String method, TypedValue argument, Duration timeout)
            throws RpcException, InterruptedException {
        long number = numbers.getAndIncrement();
        CompletableFuture<GobValue> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        RpcException.ConnectionLost down = lost;
        try {
            if (down != null) {
                throw down;
            }
            sending.execute(() -> send(new CallHeader(method, number, ""), argument));
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new RpcException.ConnectionLost("the connection is closed", e);
        } catch (TimeoutException e) {
            throw new RpcException.TimedOut(method + " has not answered within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw (RpcException) requireNonNull(e.getCause());
        } finally {
            waiting.remove(number);
        }
    }

    /** Whether calls can still be answered. */
    public boolean isConnected() {
        return lost == null;
    }

    /** Ends the connection; whoever waits for an answer is told that there will be none. */
    @Override
    public void close() {
        lose(new RpcException.ConnectionLost("the connection was closed", null));
    }

    private void send(CallHeader header, TypedValue argument) {
        try {
            connection.write(header.asRequest(), argument);
        } catch (IOException | RuntimeException e) {
            lose(new RpcException.ConnectionLost("connection lost: " + e.getMessage(), e));
        }
    }

    private void receive() {
        try {
            Optional<GobConnection.Message> next = connection.read();
            while (next.isPresent()) {
                deliver(next.get());
                next = connection.read();
            }
            lose(new RpcException.ConnectionLost("unexpected EOF", null));
        } catch (IOException | RuntimeException e) {
            lose(new RpcException.ConnectionLost("connection lost: " + e.getMessage(), e));
        }
    }

    private void deliver(GobConnection.Message message) {
        CompletableFuture<GobValue> answer = waiting.remove(message.header().number());
        if (answer == null) {
            return; // nobody waits for it any more
        }
        if (message.header().error().isEmpty()) {
            answer.complete(message.body());
        } else {
            answer.completeExceptionally(
                    new RpcException.Answered(message.header().error()));
        }
    }

    private void lose(RpcException.ConnectionLost reason) {
        synchronized (this) {
            if (lost == null) {
                lost = reason;
            }
        }
        sending.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        waiting.values().forEach(answer -> answer.completeExceptionally(reason));
    }
}
