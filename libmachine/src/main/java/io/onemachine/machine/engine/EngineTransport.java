package io.onemachine.machine.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.Predicate;

/**
 * A TLS implementation that connects to engines whose certificate is pinned, faster than the JDK's. Found by {@link
 * java.util.ServiceLoader}; without one, and whenever one fails, the JDK connects. Used by several threads.
 */
public interface EngineTransport {
    /** Returns whether it works on this computer; called once. */
    boolean isAvailable();

    /**
     * Runs the handshake over a connected socket, whose deadlines stay in force. It succeeds only with TLS 1.3 or safer, with an engine
     * that shows the pinned certificate and asks for the client's.
     *
     * @param socket the socket, which the caller closes
     * @param pinned whether a certificate, in DER, is the engine's pinned one
     * @throws IOException when the handshake fails, whatever the reason; its message is not shown to users
     */
    Connection connect(Socket socket, ClientCredentials credentials, Predicate<byte[]> pinned) throws IOException;

    /** The credentials that a client shows to an engine, as their files have them. */
    interface ClientCredentials {
        /** Returns the certificate and any intermediate CAs, in PEM. */
        byte[] certificateText();

        /** Returns the key in PEM. Not to be modified. */
        byte[] keyText();
    }

    /** A connection after the handshake; for one thread. */
    interface Connection extends AutoCloseable {
        /** Sends bytes. */
        void write(byte[] bytes) throws IOException;

        /** Returns the stream of what the engine sends. */
        InputStream input();

        /** Releases what the connection holds, except for the socket. */
        @Override
        void close();
    }
}
