package io.onemachine.machine.engine;

import io.onemachine.machine.error.EngineException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address on which an engine listens.
 *
 * @param host a name or address; an IPv6 address without brackets
 * @param port TCP port
 */
public record EngineEndpoint(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    /** A host name with an underscore, which Java rejects, and its port. */
    private static final Pattern OTHER_AUTHORITY = Pattern.compile("([\\w.-]+)(?::([0-9]{1,5}))?");

    /** The port of engines with TLS. */
    public static final int TLS_PORT = 2376;

    /**
     * Parses a driver's endpoint, such as {@code tcp://192.0.2.7:2376}.
     *
     * @throws EngineException when it is not a TCP endpoint
     */
    public static EngineEndpoint parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            boolean overTcp = "tcp".equals(scheme) || "https".equals(scheme);
            int port = uri.getPort();
            if (host == null && uri.getRawAuthority() != null) {
                Matcher authority = OTHER_AUTHORITY.matcher(uri.getRawAuthority());
                if (authority.matches()) {
                    host = authority.group(1);
                    port = authority.group(2) == null ? -1 : Integer.parseInt(authority.group(2));
                }
            }
            if (host != null && overTcp && port <= HIGHEST_PORT) {
                boolean bracketed = host.startsWith("[") && host.endsWith("]");
                return new EngineEndpoint(
                        bracketed ? host.substring(1, host.length() - 1) : host, port < 0 ? TLS_PORT : port);
            }
        } catch (URISyntaxException e) {
            throw new EngineException("\"" + url + "\" is not an engine's endpoint", e);
        }
        throw new EngineException("\"" + url + "\" is not a TCP endpoint such as tcp://192.0.2.7:2376");
    }

    /** Returns the endpoint in the form that drivers and docker use: {@code tcp://192.0.2.7:2376}. */
    public String url() {
        return "tcp://" + this;
    }

    /** Returns host and port as in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
