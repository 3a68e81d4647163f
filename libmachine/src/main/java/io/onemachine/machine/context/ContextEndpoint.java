package io.onemachine.machine.context;

/**
 * An engine with the files to connect to it.
 *
 * @param host the engine's URL, such as {@code tcp://192.0.2.7:2376}
 * @param tls the files to connect with
 */
public record ContextEndpoint(String host, Tls tls) {
    /**
     * The content of the files, as PEM texts.
     *
     * @param ca the CA that the engine's certificate is of
     * @param certificate the client's certificate
     * @param key the client's private key
     */
    public record Tls(String ca, String certificate, String key) {
        /** Returns no content: the key is secret. */
        @Override
        public String toString() {
            return "TLS files";
        }
    }
}
