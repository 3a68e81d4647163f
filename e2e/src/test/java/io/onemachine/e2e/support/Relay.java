package io.onemachine.e2e.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Forwards connections from a port of this computer to another port until it is closed, with or without a simulated round-trip time.
 */
public final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final Supplier<InetSocketAddress> target;
    private final Duration roundTrip;

    private Relay(ServerSocket server, Supplier<InetSocketAddress> target, Duration roundTrip) {
        this.server = server;
        this.target = target;
        this.roundTrip = roundTrip;
    }

    /**
     * Forwards without a delay.
     *
     * @throws IOException when the address is in use
     */
    public static Relay start(String address, int port, InetSocketAddress target) throws IOException {
        return start(address, port, () -> target, Duration.ZERO);
    }

    /**
     * Forwards with a delay.
     *
     * @param target where to, asked for at every connection
     * @throws IOException when the address is in use
     */
    public static Relay start(String address, int port, Supplier<InetSocketAddress> target, Duration roundTrip)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address(address), port));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Relay relay = new Relay(server, target, roundTrip);
        Thread.ofVirtual().name("relay " + address + ":" + port).start(relay::accept);
        return relay;
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> handOn(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void handOn(Socket client) {
        try (client;
                Socket host = new Socket()) {
            client.setTcpNoDelay(true);
            host.setTcpNoDelay(true);
            Thread.sleep(roundTrip); // that of the connection itself
            host.connect(target.get());
            Thread back = Thread.ofVirtual().start(() -> copy(host, client));
            copy(client, host);
            back.join();
        } catch (IOException e) {
            // The client sees its connection end, as it would without a relay.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            if (roundTrip.isZero()) {
                from.getInputStream().transferTo(to.getOutputStream());
            } else {
                copyLater(from, to);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone. The other is closed at once, because sshd limits connections that wait for a login.
            letGo(from);
            letGo(to);
        }
    }

    /** Input is forwarded half a round trip later, whatever its amount. */
    private void copyLater(Socket from, Socket to) throws IOException {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        Thread sender = Thread.ofVirtual().start(() -> send(underWay, to));
        byte[] buffer = new byte[1 << 16];
        int length;
        do {
            length = from.getInputStream().read(buffer);
            underWay.add(new Chunk(
                    System.nanoTime() + roundTrip.toNanos() / 2,
                    ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(length, 0))),
                    length < 0));
        } while (length >= 0);
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(BlockingQueue<Chunk> underWay, Socket to) {
        try {
            Chunk chunk = underWay.take();
            while (!chunk.last()) {
                Thread.sleep(Duration.ofNanos(Math.max(0, chunk.due() - System.nanoTime())));
                to.getOutputStream().write(chunk.bytes().array());
                chunk = underWay.take();
            }
        } catch (IOException e) {
            letGo(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param due when it arrives, in the nanoseconds of {@link System#nanoTime()} */
    private record Chunk(long due, ByteBuffer bytes, boolean last) {}

    private static void letGo(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
