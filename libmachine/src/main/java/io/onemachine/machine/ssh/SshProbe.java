package io.onemachine.machine.ssh;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.ssh.hostkey.PrintableText;
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
import java.util.regex.Pattern;

/**
 * Probes for an SSH server: a TCP connection and the first line it receives. While nothing listens, probes may be frequent; a
 * server counts connections without a login, and OpenSSH from 9.8 on rejects a computer that has too many of them.
 */
public final class SshProbe {
    /** Short, because a packet lost before the host had an address is only resent after seconds. */
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_BANNER = 4096;

    /** The words of OpenSSH's server before it rejects a computer with failed logins, or one connection too many. */
    private static final Pattern TURNS_AWAY =
            Pattern.compile("^(Not allowed at this time|Exceeded MaxStartups)", Pattern.MULTILINE);

    private SshProbe() {}

    /**
     * Returns whether anything listens on the port, SSH or not.
     *
     * @throws OperationInterruptedException when the thread is interrupted
     */
    public static boolean isListening(String host, int port, Duration timeout) {
        // A channel, unlike a plain socket, reacts to an interrupt on every kind of thread.
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

    /** Returns what is wrong with the port; empty when an SSH server greets there. */
    public static Optional<SshDiagnosis> probe(String host, int port) {
        boolean connected = false;
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(host);
            socket.connect(new InetSocketAddress(address, port), (int) CONNECT_PATIENCE.toMillis());
            connected = true;
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return judge(firstLines(socket.getInputStream()));
        } catch (IOException e) {
            return Optional.of(finding(e, connected));
        }
    }

    private static Optional<SshDiagnosis> judge(String sent) {
        if (sent.lines().anyMatch(line -> line.startsWith("SSH-"))) {
            return Optional.empty();
        }
        if (sent.isBlank()) {
            return Optional.of(worded(Reason.CLOSED));
        }
        return Optional.of(
                TURNS_AWAY.matcher(sent).find()
                        ? worded(Reason.TURNED_AWAY)
                        : new SshDiagnosis(
                                Reason.NOT_SSH,
                                SshFailure.words(Reason.NOT_SSH) + ", it sent \"" + PrintableText.of(sent) + "\""));
    }

    private static SshDiagnosis finding(IOException e, boolean connected) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return worded(
                switch (e) {
                    case UnknownHostException unknown -> Reason.UNKNOWN_HOST;
                    case SocketTimeoutException late -> connected ? Reason.SILENT : Reason.TIMEOUT;
                    case NoRouteToHostException none -> Reason.NO_ROUTE;
                    case SocketException socket when connected -> Reason.CLOSED;
                    case SocketException socket when message.contains("unreachable") -> Reason.NO_ROUTE;
                    case ConnectException refused -> message.contains("timed out") ? Reason.TIMEOUT : Reason.REFUSED;
                    default -> Reason.CLOSED;
                });
    }

    private static SshDiagnosis worded(Reason reason) {
        return new SshDiagnosis(reason, SshFailure.words(reason));
    }

    /** Reads the first lines: a server may send others before the one with its version. */
    private static String firstLines(InputStream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[512];
        while (text.length() < LONGEST_BANNER) {
            int count;
            try {
                count = stream.read(buffer);
            } catch (IOException e) {
                if (text.isEmpty()) {
                    throw e;
                }
                break; // the received text says more than the exception
            }
            if (count < 0) {
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
