package io.onemachine.boringssl;

import io.netty.internal.tcnative.Buffer;
import io.netty.internal.tcnative.CertificateVerifier;
import io.netty.internal.tcnative.SSL;
import io.netty.internal.tcnative.SSLContext;
import io.onemachine.machine.engine.EngineTransport;
import io.onemachine.machine.engine.EngineTransport.ClientCredentials;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A TLS connection to a pinned engine with BoringSSL. The socket stays Java's, with its deadline; BoringSSL only sees bytes. For one
 * thread.
 *
 * <p>It only succeeds with an engine that shows its pinned certificate over TLS 1.3, whose handshake has no weak choices, and that asks
 * for the client's certificate. Any failure is an {@link IOException} without a message for users; the JDK finds one.
 */
final class BoringSslConnection implements EngineTransport.Connection {
    /** More than one TLS record with its framing. */
    private static final int ROOM = 18 << 10;

    /** One per thread, as memory outside the heap is released late. */
    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    private final Buffers buffers = BUFFERS.get();
    private final InputStream in;
    private final OutputStream out;
    private final Predicate<byte[]> pinned;
    private final byte[] received = new byte[ROOM];
    private int receivedAt;
    private int receivedLeft;
    private boolean clientAsked;
    private long context;
    private long certificate;
    private long key;
    private long ssl;
    private long network;

    private BoringSslConnection(Socket socket, Predicate<byte[]> pinned) throws IOException {
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.pinned = pinned;
    }

    /** Memory that BoringSSL reads and writes. */
    private static final class Buffers {
        private final ByteBuffer incoming = ByteBuffer.allocateDirect(ROOM);
        private final ByteBuffer outgoing = ByteBuffer.allocateDirect(ROOM);
        private final ByteBuffer plain = ByteBuffer.allocateDirect(ROOM);
    }

    /**
     * Runs the handshake over a connected socket, which the caller closes.
     *
     * @throws IOException when the handshake fails, whatever the reason
     */
    static BoringSslConnection connect(Socket socket, ClientCredentials credentials, Predicate<byte[]> pinned)
            throws IOException {
        BoringSslConnection connection = new BoringSslConnection(socket, pinned);
        boolean connected = false;
        try {
            connection.open(credentials);
            connection.shakeHands();
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                connection.close();
            }
        }
    }

    private void open(ClientCredentials credentials) throws IOException {
        try {
            context = SSLContext.make(SSL.SSL_PROTOCOL_TLSV1_3, SSL.SSL_MODE_CLIENT);
            certificate = withMemory(credentials.certificateText(), SSL::parseX509Chain);
            key = withMemory(credentials.keyText(), memory -> SSL.parsePrivateKey(memory, ""));
            SSLContext.setCertificateCallback(context, (connection, types, authorities) -> {
                clientAsked = true;
                SSL.setKeyMaterial(connection, certificate, key);
            });
            SSLContext.setCertVerifyCallback(context, new CertificateVerifier() {
                @Override
                public int verify(long connection, byte[][] chain, String algorithm) {
                    return chain.length > 0 && pinned.test(chain[0]) ? X509_V_OK : X509_V_ERR_CERT_REJECTED;
                }
            });
            SSLContext.setVerify(context, SSL.SSL_CVERIFY_REQUIRED, 1);
            ssl = SSL.newSSL(context, false);
            network = SSL.bioNewByteBuffer(ssl, ROOM);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // BoringSSL throws no narrower type
            throw new IOException(e);
        }
    }

    /** A BoringSSL function that reads a text from memory. */
    private interface Reading {
        long read(long memory) throws Exception;
    }

    private long withMemory(byte[] text, Reading reading) throws Exception {
        if (text.length > ROOM) {
            throw new IOException("too long");
        }
        long memory = SSL.newMemBIO();
        try {
            ByteBuffer plain = buffers.plain.clear();
            plain.put(text);
            boolean complete = SSL.bioWrite(memory, Buffer.address(plain), text.length) == text.length;
            for (int i = 0; i < text.length; i++) {
                plain.put(i, (byte) 0);
            }
            long handle = complete ? reading.read(memory) : 0;
            if (handle == 0) {
                throw new IOException("not taken");
            }
            return handle;
        } finally {
            SSL.freeBIO(memory);
        }
    }

    private void shakeHands() throws IOException {
        step(() -> SSL.doHandshake(ssl));
        if (!clientAsked) {
            throw new IOException("no client certificate wanted");
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (bytes.length > ROOM) {
            throw new IOException("too long");
        }
        buffers.plain.clear().put(bytes);
        step(() -> SSL.writeToSSL(ssl, Buffer.address(buffers.plain), bytes.length));
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                if (length == 0) {
                    return 0;
                }
                int most = Math.min(length, ROOM);
                int count = step(() -> SSL.readFromSSL(ssl, Buffer.address(buffers.plain), most));
                if (count > 0) {
                    buffers.plain.get(0, bytes, offset, count);
                }
                return count;
            }
        };
    }

    /** A BoringSSL call; not positive when it did not finish. */
    private interface Step {
        int take();
    }

    /**
     * Runs a BoringSSL call and exchanges the bytes it needs with the engine.
     *
     * @return the call's result; -1 at the engine's orderly end
     */
    private int step(Step step) throws IOException {
        while (true) {
            if (receivedLeft > 0) {
                SSL.bioSetByteBuffer(network, Buffer.address(buffers.incoming) + receivedAt, receivedLeft, false);
            }
            int result = step.take();
            int problem = result > 0 ? SSL.SSL_ERROR_NONE : SSL.getError(ssl, result);
            if (receivedLeft > 0) {
                int left = SSL.bioLengthByteBuffer(network);
                receivedAt += receivedLeft - left;
                receivedLeft = left;
                SSL.bioClearByteBuffer(network);
            }
            boolean sent = send();
            if (result > 0) {
                return result;
            }
            if (problem == SSL.SSL_ERROR_ZERO_RETURN) {
                return -1;
            }
            if (problem == SSL.SSL_ERROR_WANT_READ) {
                // Everything received was consumed: an incomplete record stays in BoringSSL's buffer.
                require(receivedLeft == 0);
                receive();
            } else {
                require(problem == SSL.SSL_ERROR_WANT_WRITE && sent);
            }
        }
    }

    private static void require(boolean agreed) throws IOException {
        if (!agreed) {
            SSL.clearError();
            throw new IOException("refused");
        }
    }

    private boolean send() throws IOException {
        boolean sent = false;
        while (SSL.bioLengthNonApplication(network) > 0) {
            SSL.bioSetByteBuffer(network, Buffer.address(buffers.outgoing), ROOM, true);
            SSL.bioFlushByteBuffer(network);
            byte[] bytes = new byte[ROOM - SSL.bioLengthByteBuffer(network)];
            SSL.bioClearByteBuffer(network);
            require(bytes.length > 0);
            buffers.outgoing.get(0, bytes);
            out.write(bytes);
            sent = true;
        }
        return sent;
    }

    private void receive() throws IOException {
        int count = in.read(received, 0, received.length);
        if (count < 0) {
            throw new EOFException("cut off");
        }
        buffers.incoming.put(0, received, 0, count);
        receivedAt = 0;
        receivedLeft = count;
    }

    /** Releases the memory; the network side is freed with the connection. */
    @Override
    public void close() {
        if (ssl != 0) {
            SSL.freeSSL(ssl);
            ssl = 0;
        }
        if (certificate != 0) {
            SSL.freeX509Chain(certificate);
            certificate = 0;
        }
        if (key != 0) {
            SSL.freePrivateKey(key);
            key = 0;
        }
        if (context != 0) {
            SSLContext.free(context);
            context = 0;
        }
    }
}
