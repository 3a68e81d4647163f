package io.onemachine.opennebula.auth;

import io.onemachine.opennebula.error.CredentialsException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The URL of a front end and its source.
 *
 * @param uri {@code http} or {@code https}, with a host
 * @param source the source in messages: {@code ONE_XMLRPC}, {@code the default} …
 */
public record Endpoint(URI uri, String source) {

    /** The endpoint of a front end on this computer. */
    public static final String DEFAULT = "http://localhost:2633/RPC2";

    /**
     * Parses an endpoint.
     *
     * @throws CredentialsException when it is not an http or https URL; the message names the source
     */
    public static Endpoint parse(String url, String source) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw wrong(url, source);
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getHost().isEmpty()) {
            throw wrong(url, source);
        }
        if (uri.getUserInfo() != null) {
            throw new CredentialsException("the endpoint from " + source
                    + " has a user or password in it; OpenNebula takes them in ONE_AUTH, not in the URL");
        }
        return new Endpoint(uri, source);
    }

    private static CredentialsException wrong(String url, String source) {
        boolean mayHoldSecret = url.indexOf('@') >= 0;
        return new CredentialsException("the endpoint " + (mayHoldSecret ? "" : "\"" + url + "\" ") + "from " + source
                + " is not a URL such as " + DEFAULT);
    }
}
