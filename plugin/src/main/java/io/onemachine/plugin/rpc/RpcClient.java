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

/** A connection to a server. Several threads may call at once; answers arrive in any order. */
public final class RpcClient implements AutoCloseable {
    private final Socket socket;
    private final GobConnection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<GobValue>> waiting = new ConcurrentHashMap<>();

    /** Writes the calls one after the other, so that a caller's timeout also covers a server that does not read. */
    private final ExecutorService sending = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("rpc-send").factory());

    private volatile RpcException.@Nullable ConnectionLost lost;

    private RpcClient(Socket socket, GobConnection connection) {
        this.socket = socket;
        this.connection = connection;
    }

    /**
     * Connects to a server and checks that it speaks the protocol.
     *
     * @param registered the types that interface values in arguments may hold, see {@link
     *     io.onemachine.plugin.gob.GobWriter}
     * @param limits the limits for data from the server
     * @param timeout for connecting, and for the server's first answer
     * @throws IOException when there is no server at the address, or it speaks another protocol
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
     * @param timeout the maximum time to wait
     * @throws RpcException.Answered when the method answers with an error
     * @throws RpcException.TimedOut when it does not answer in time
     * @throws RpcException.ConnectionLost when the connection was lost before or during the call
     * @throws InterruptedException when the thread is interrupted; the server may continue the method
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

    /** Returns whether the connection is open. */
    public boolean isConnected() {
        return lost == null;
    }

    /** Ends the connection; pending calls throw {@link RpcException.ConnectionLost}. */
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
            return; // the caller has timed out
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
