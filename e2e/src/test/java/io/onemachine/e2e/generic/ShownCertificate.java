package io.onemachine.e2e.generic;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Reads the certificate that an engine shows, trusted or not. */
final class ShownCertificate extends X509ExtendedTrustManager {

    private final List<X509Certificate> seen = new ArrayList<>();

    static X509Certificate of(String host, int port) throws IOException, GeneralSecurityException {
        ShownCertificate looker = new ShownCertificate();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {looker}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port)) {
            socket.startHandshake();
        }
        return looker.seen.getFirst();
    }

    private void see(X509Certificate[] chain) {
        seen.add(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        see(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        throw new AssertionError("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        throw new AssertionError("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        throw new AssertionError("no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
