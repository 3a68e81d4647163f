package io.onemachine.boringssl;

import io.netty.internal.tcnative.Library;
import io.onemachine.machine.engine.EngineTransport;
import java.io.IOException;
import java.net.Socket;
import java.util.function.Predicate;

/**
 * Connects with BoringSSL, whose handshake takes some milliseconds where the JDK's takes two hundred: in a short command, the JDK's
 * elliptic curve code is still interpreted.
 */
public final class BoringSslTransport implements EngineTransport {
    /** Creates the transport; the native library is loaded when it is first asked for. */
    public BoringSslTransport() {}

    /** Loads the library once, where there is one: in a runtime image for the processor it was built for. */
    private static final class Loading {
        private static final boolean SUCCEEDED = load();

        private static boolean load() {
            try {
                return Library.initialize("netty_tcnative_linux_x86_64", null);
            } catch (Exception | LinkageError e) {
                return false; // the JDK is used alone
            }
        }
    }

    @Override
    public boolean isAvailable() {
        return Loading.SUCCEEDED;
    }

    @Override
    public Connection connect(Socket socket, ClientCredentials credentials, Predicate<byte[]> pinned)
            throws IOException {
        return BoringSslConnection.connect(socket, credentials, pinned);
    }
}
