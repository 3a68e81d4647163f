package io.onemachine.machine.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request to the API of a Docker engine. Its text form leaves the body out, which may hold secrets.
 *
 * @param method what to do; all but {@link Method#GET} are sent at most once
 * @param path path without an API version, and the query if there is one, percent-encoded: {@code /nodes?filters=%7B%7D}
 * @param body JSON; empty for none
 * @param timeout for the whole exchange, connecting included; empty for that of the client
 */
public record EngineRequest(Method method, String path, Optional<String> body, Optional<Duration> timeout) {
    /** What keeps a request in its line: visible ASCII. */
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");

    /** HTTP methods of the engine's API. */
    public enum Method {
        GET,
        POST,
        DELETE
    }

    /** @throws IllegalArgumentException when the path is not one */
    public EngineRequest {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not an encoded path: " + path);
        }
    }

    public static EngineRequest get(String path) {
        return new EngineRequest(Method.GET, path, Optional.empty(), Optional.empty());
    }

    public static EngineRequest post(String path) {
        return new EngineRequest(Method.POST, path, Optional.empty(), Optional.empty());
    }

    public static EngineRequest delete(String path) {
        return new EngineRequest(Method.DELETE, path, Optional.empty(), Optional.empty());
    }

    /** Returns the request with a body. */
    public EngineRequest withBody(String json) {
        return new EngineRequest(method, path, Optional.of(json), timeout);
    }

    /** Returns the request with a timeout of its own. */
    public EngineRequest within(Duration limit) {
        return new EngineRequest(method, path, body, Optional.of(limit));
    }

    /** Returns the name in reports: the path, with the method before it unless it only reads. */
    String name() {
        return method == Method.GET ? path : method + " " + path;
    }

    byte[] bytes(EngineEndpoint endpoint) {
        byte[] content = body.orElse("").getBytes(StandardCharsets.UTF_8);
        String type = body.isPresent() ? "\r\nContent-Type: application/json" : "";
        String length = method == Method.POST || body.isPresent() ? "\r\nContent-Length: " + content.length : "";
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: " + endpoint
                        + "\r\nUser-Agent: onemachine\r\nAccept: application/json" + type + length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + content.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        return whole;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
