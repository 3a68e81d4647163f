package io.onemachine.machine.ssh.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Forwards everything except connections that are to be cut. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private int cuts;
    private int bytes;
    private boolean reset;

    CuttingRelay(int server) throws IOException {
        this.server = server;
        Thread.startVirtualThread(this::relayEveryone);
    }

    /**
     * Cuts the next connections.
     *
     * @param after how many bytes of the server
     * @param byReset not as one that is closed, but as a host does that knows of no connection
     */
    synchronized void cut(int count, int after, boolean byReset) {
        cuts = count;
        bytes = after;
        reset = byReset;
    }

    synchronized int cutsLeft() {
        return cuts;
    }

    private synchronized int nextLength() {
        return cuts > 0 && cuts-- > 0 ? bytes : Integer.MAX_VALUE;
    }

    private synchronized boolean byReset() {
        return reset;
    }

    private void relayEveryone() {
        try {
            while (true) {
                Socket connection = socket.accept();
                int length = nextLength();
                Thread.startVirtualThread(() -> relay(connection, length));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void relay(Socket client, int length) {
        try (client;
                Socket host = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread.startVirtualThread(() -> passOn(client, host));
            byte[] buffer = new byte[4096];
            int left = length;
            while (left > 0) {
                int count = host.getInputStream().read(buffer, 0, Math.min(left, buffer.length));
                if (count < 0) {
                    return;
                }
                client.getOutputStream().write(buffer, 0, count);
                left -= count;
            }
            if (byReset()) {
                client.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // One side has hung up.
        }
    }

    private static void passOn(Socket client, Socket host) {
        try {
            client.getInputStream().transferTo(host.getOutputStream());
            host.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
