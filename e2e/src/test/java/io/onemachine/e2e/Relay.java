package io.onemachine.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;

/** Hands on every connection to a port of this computer to a port elsewhere, until it is closed. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final InetSocketAddress target;

    private Relay(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /** @throws IOException when the address is in use */
    static Relay start(String address, int port, InetSocketAddress target) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address(address), port));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Relay relay = new Relay(server, target);
        Thread.ofVirtual().name("relay " + address + ":" + port).start(relay::accept);
        return relay;
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    /** The port it listens on. */
    int port() {
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
            host.connect(target);
            Thread back = Thread.ofVirtual().start(() -> copy(host, client));
            copy(client, host);
            back.join();
        } catch (IOException e) {
            // The client sees its connection end, as it would without a relay.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone. The other is let go at once: sshd takes only so many connections that wait for a login.
            letGo(from);
            letGo(to);
        }
    }

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
