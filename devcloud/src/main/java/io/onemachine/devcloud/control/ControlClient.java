package io.onemachine.devcloud.control;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends requests to a running cloud's control interface. */
public final class ControlClient {

    private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final DaemonFile daemon;

    public ControlClient(DaemonFile daemon) {
        this.daemon = daemon;
    }

    public JsonElement get(String path) throws IOException {
        return send("GET", path, "");
    }

    public JsonElement post(String path, JsonObject body) throws IOException {
        return send("POST", path, body.toString());
    }

    /**
     * @throws IllegalArgumentException when the cloud refuses the request, with its reason
     */
    private JsonElement send(String method, String path, String body) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + daemon.port() + "/devcloud/" + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        connection.setRequestProperty(ControlInterface.TOKEN_HEADER, daemon.token());
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (status == 400) {
                throw new IllegalArgumentException(
                        new Gson().fromJson(text, JsonObject.class).get("error").getAsString());
            }
            if (status != 200) {
                throw new IOException("the process that listens on port " + daemon.port() + " is not this devcloud");
            }
            return new Gson().fromJson(text, JsonElement.class);
        }
    }
}
