package io.onemachine.e2e.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The control interface of a running cloud, as {@code devcloud} uses it: for tests that use it so often that starting a program each time
 * would take longer than the test.
 */
public final class CloudControl {

    private static final Pattern COUNT = Pattern.compile("\"([^\"]+)\":(\\d+)");

    private final String address;
    private final String token;

    /** @param state the folder of the cloud */
    CloudControl(Path state) {
        try {
            String daemon = Files.readString(state.resolve("daemon.json"));
            address = "http://127.0.0.1:" + found("\"port\":(\\d+)", daemon) + "/devcloud/";
            token = found("\"token\":\"([^\"]+)\"", daemon);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often each method has been called. */
    public Map<String, Integer> calls() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Matcher matcher = COUNT.matcher(send("GET", "calls", ""));
        while (matcher.find()) {
            counts.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
        }
        return counts;
    }

    /** How often each method has been called since an earlier {@link #calls}; without those that were not. */
    public Map<String, Integer> callsSince(Map<String, Integer> before) {
        Map<String, Integer> since = new LinkedHashMap<>();
        calls().forEach((method, count) -> {
            int more = count - before.getOrDefault(method, 0);
            if (more > 0) {
                since.put(method, more);
            }
        });
        return since;
    }

    /** Injects a fault so many times. */
    public void addFault(String target, int times, List<String> effect) {
        String words = effect.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(","));
        send("POST", "faults", "{\"target\":\"" + target + "\",\"effect\":[" + words + "],\"times\":" + times + "}");
    }

    /** Whether a fault is still pending. */
    public boolean hasFaults() {
        return !send("GET", "faults", "").strip().equals("[]");
    }

    public void clearFaults() {
        send("POST", "faults/clear", "{}");
    }

    private String send(String method, String path, String body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("X-Devcloud-Token", token);
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(UTF_8));
            }
            int status = connection.getResponseCode();
            try (var answer = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = answer == null ? "" : new String(answer.readAllBytes(), UTF_8);
                if (status != 200) {
                    throw new AssertionError(method + " " + path + " " + body + ": " + status + " " + text);
                }
                return text;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in daemon.json");
        }
        return matcher.group(1);
    }
}
