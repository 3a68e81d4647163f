/** TLS with Docker engines by BoringSSL: an optional part of libmachine, found where it is on the module path. */
module io.onemachine.boringssl {
    requires io.netty.tcnative.classes.openssl;
    requires io.onemachine.machine;
    requires static org.jspecify;

    provides io.onemachine.machine.engine.EngineTransport with
            io.onemachine.boringssl.BoringSslTransport;
}
