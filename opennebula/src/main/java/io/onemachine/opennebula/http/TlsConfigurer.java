package io.onemachine.opennebula.http;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Applies a {@link ServerTrust} to a TLS connection. */
final class TlsConfigurer {

    private TlsConfigurer() {}

    /** @throws TransportException when the authority's file cannot be used; it names the file */
    static void secure(HttpURLConnection http, ServerTrust trust) throws IOException {
        if (!(http instanceof HttpsURLConnection https)) {
            return;
        }
        try {
            switch (trust) {
                case ServerTrust.Default usual -> {}
                case ServerTrust.Authority(Path file) ->
                    https.setSSLSocketFactory(context(managers(file)).getSocketFactory());
                case ServerTrust.InsecureAny insecureAny -> {
                    https.setSSLSocketFactory(
                            context(new AcceptAllTrustManager()).getSocketFactory());
                    https.setHostnameVerifier((host, session) -> true);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(TrustManager... managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    private static TrustManager[] managers(Path file) throws GeneralSecurityException, IOException {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates(file)) {
            known.setCertificateEntry("authority" + number++, certificate);
        }
        if (number == 0) {
            throw unusable(file, "there is no certificate in it", null);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read", e);
        } catch (CertificateException e) {
            throw unusable(file, "it holds no certificates in PEM", e);
        }
    }

    private static TransportException unusable(Path file, String why, @Nullable Exception e) {
        return new TransportException(Kind.TLS, "cannot use the certificates in " + file + ": " + why, e);
    }

    /** Accepts every certificate. Extends the extended class, because the JDK checks names on behalf of the others. */
    private static final class AcceptAllTrustManager extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
