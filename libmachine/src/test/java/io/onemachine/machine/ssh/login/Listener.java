package io.onemachine.machine.ssh.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends the same to every client and hangs up. */
final class Listener implements AutoCloseable {
    final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Listener(String greeting) throws IOException {
        Thread.startVirtualThread(() -> answerEveryone(greeting));
    }

    void answerEveryone(String greeting) {
        try {
            while (true) {
                try (Socket connection = socket.accept()) {
                    connection.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The test is over.
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
