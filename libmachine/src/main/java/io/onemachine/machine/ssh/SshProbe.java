package io.onemachine.machine.ssh;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.time.Polling;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks from outside whether an SSH server is there: a TCP connection and the first line it sends, which costs the host
 * next to nothing, so it can be done often.
 */
public final class SshProbe {
    /** Short, because a packet that was lost while the host had no address yet is only sent again after seconds. */
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_BANNER = 4096;

    private SshProbe() {}

    /**
     * Waits until an SSH server answers.
     *
     * @throws SshUnavailableException when the polling's limit is reached, with what was wrong the last time
     * @throws OperationInterruptedException when the thread is interrupted
     */
    public static void await(String host, int port, Polling polling) {
        Attempts attempts = new Attempts(host, port);
        if (polling.until("waiting for SSH of " + host, attempts::next).isEmpty()) {
            throw attempts.last.failure(host, port, polling.limit());
        }
    }

    /**
     * Whether somebody listens on the port, SSH or not.
     *
     * @throws OperationInterruptedException when the thread is interrupted
     */
    public static boolean isListening(String host, int port, Duration timeout) {
        // A channel, unlike a plain socket, gives way to an interrupt on every kind of thread.
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            return true;
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("asking for SSH at " + host);
        } catch (IOException | UnresolvedAddressException e) {
            return false;
        }
    }

    /** Asks once. */
    static Finding look(String host, int port) {
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(host);
            socket.connect(new InetSocketAddress(address, port), (int) CONNECT_PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String banner = firstLines(socket.getInputStream());
            return banner.lines().anyMatch(line -> line.startsWith("SSH-"))
                    ? new Finding(Optional.empty(), "")
                    : new Finding(Optional.of(Reason.NOT_SSH), "what answers there is not SSH");
        } catch (IOException e) {
            return finding(e);
        }
    }

    /** What one look found; no reason means that SSH is there. */
    record Finding(Optional<Reason> reason, String detail) {
        boolean isThere() {
            return reason.isEmpty();
        }

        SshUnavailableException failure(String host, int port, Duration limit) {
            SshTarget target = new SshTarget(host, port, "", Optional.empty());
            return new SshUnavailableException(
                    reason.orElse(Reason.TIMEOUT),
                    "SSH at " + target.endpoint() + " did not come up within " + limit.toSeconds() + " s: " + detail,
                    hint(reason.orElse(Reason.TIMEOUT)),
                    null);
        }
    }

    /** Remembers what the last look found: that is the reason to tell when the time is up. */
    private static final class Attempts {
        private final String host;
        private final int port;
        private Finding last = new Finding(Optional.of(Reason.TIMEOUT), "not asked");

        private Attempts(String host, int port) {
            this.host = host;
            this.port = port;
        }

        private Optional<Finding> next() {
            last = look(host, port);
            return Optional.of(last).filter(Finding::isThere);
        }
    }

    static String hint(Reason reason) {
        return switch (reason) {
            case TIMEOUT -> "Is the host's address reachable from here, and does a firewall let SSH through?";
            case REFUSED -> "The host is up but runs no SSH server on that port; look at its console.";
            case NO_ROUTE -> "This computer has no route to the host's network; is it the right network?";
            case UNKNOWN_HOST -> "The host's name cannot be resolved.";
            case NOT_SSH -> "Another service listens on that port; is it the right port?";
            case AUTHENTICATION -> "Does the host let this user in with this key? See the SSH options of the driver.";
        };
    }

    private static Finding finding(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return switch (e) {
            case UnknownHostException unknown ->
                new Finding(Optional.of(Reason.UNKNOWN_HOST), "the name has no address");
            case SocketTimeoutException late -> new Finding(Optional.of(Reason.TIMEOUT), "no answer");
            case NoRouteToHostException none -> new Finding(Optional.of(Reason.NO_ROUTE), "no route to host");
            case SocketException socket
            when message.contains("unreachable") -> new Finding(Optional.of(Reason.NO_ROUTE), "network is unreachable");
            case ConnectException refused -> new Finding(Optional.of(Reason.REFUSED), "connection refused");
            default -> new Finding(Optional.of(Reason.TIMEOUT), "the connection was closed before a greeting came");
        };
    }

    /** A server may send other lines before the one that names its version. */
    private static String firstLines(InputStream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[512];
        while (text.length() < LONGEST_BANNER) {
            int count = stream.read(buffer);
            if (count < 0) {
                if (text.isEmpty()) {
                    throw new IOException("closed");
                }
                break;
            }
            text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            if (text.indexOf("SSH-") == 0 || text.indexOf("\nSSH-") >= 0) {
                break;
            }
        }
        return text.toString();
    }
}
