package io.onemachine.machine.engine;

import io.onemachine.machine.error.EngineException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an engine listens.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port TCP port
 */
public record EngineEndpoint(String host, int port) {
    /** The port of engines that speak TLS. */
    public static final int TLS_PORT = 2376;

    /**
     * Reads what a driver says, such as {@code tcp://192.0.2.7:2376}.
     *
     * @throws EngineException when it is no TCP endpoint
     */
    public static EngineEndpoint parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (host != null && ("tcp".equals(scheme) || "https".equals(scheme))) {
                int port = uri.getPort() < 0 ? TLS_PORT : uri.getPort();
                boolean bracketed = host.startsWith("[") && host.endsWith("]");
                return new EngineEndpoint(bracketed ? host.substring(1, host.length() - 1) : host, port);
            }
        } catch (URISyntaxException e) {
            throw new EngineException("\"" + url + "\" is not an engine's endpoint", e);
        }
        throw new EngineException("\"" + url + "\" is not a TCP endpoint such as tcp://192.0.2.7:2376");
    }

    /** As drivers say it and docker takes it: {@code tcp://192.0.2.7:2376}. */
    public String url() {
        return "tcp://" + this;
    }

    /** Host and port as they stand in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
