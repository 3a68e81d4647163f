package io.onemachine.machine.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Applies one deadline to all reads of a socket, so that a peer that sends a byte now and then cannot stretch it, even during the
 * handshake.
 */
final class DeadlineSocket {
    private final long deadline;

    private DeadlineSocket(long deadline) {
        this.deadline = deadline;
    }

    static DeadlineSocket within(Duration timeout) {
        return new DeadlineSocket(System.nanoTime() + timeout.toNanos());
    }

    /** Returns the remaining time in milliseconds, at least 1. */
    int left() throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    /** Returns a socket that is not connected yet. */
    Socket socket() {
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return input(this, super.getInputStream());
            }
        };
    }

    private InputStream input(Socket socket, InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                socket.setSoTimeout(left());
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                socket.setSoTimeout(left());
                return super.read(buffer, offset, length);
            }
        };
    }
}
