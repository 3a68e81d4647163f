package io.onemachine.cli.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the Go program did for one command line. Paths stand as placeholders: {@code $STORE}, {@code $WORK}, {@code $HOME}.
 *
 * @param environment variables of the case; null for one that is not set
 * @param setup words for the state of the store
 * @param firstLineOnly whether only the first line of the output is known
 * @param unordered whether the lines came in any order
 */
record GoldenCase(
        String id,
        String group,
        String program,
        List<String> arguments,
        Map<String, @Nullable String> environment,
        String stdin,
        String setup,
        int exit,
        String stdout,
        boolean firstLineOnly,
        boolean unordered,
        Map<String, String> configAfter) {

    static List<GoldenCase> all() {
        List<GoldenCase> cases = new ArrayList<>();
        try (InputStream stream = Objects.requireNonNull(GoldenCase.class.getResourceAsStream("cases.jsonl"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while ((line = reader.readLine()) != null) {
                cases.add(of(GoJsonReader.readObject(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
        return cases;
    }

    private static GoldenCase of(JsonObject json) {
        List<String> argv = new ArrayList<>();
        json.getAsJsonArray("argv").forEach(element -> argv.add(element.getAsString()));
        Map<String, @Nullable String> environment = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> variable :
                json.getAsJsonObject("env").entrySet()) {
            JsonElement value = variable.getValue();
            environment.put(variable.getKey(), value.isJsonNull() ? null : value.getAsString());
        }
        Map<String, String> configAfter = new LinkedHashMap<>();
        if (json.has("config_after")) {
            json.getAsJsonObject("config_after")
                    .entrySet()
                    .forEach(file ->
                            configAfter.put(file.getKey(), file.getValue().getAsString()));
        }
        return new GoldenCase(
                json.get("id").getAsString(),
                json.get("group").getAsString(),
                json.has("argv0") ? json.get("argv0").getAsString() : argv.getFirst(),
                argv.subList(1, argv.size()),
                environment,
                json.get("stdin").getAsString(),
                json.get("setup").getAsString(),
                json.get("exit").getAsInt(),
                json.get("stdout").getAsString(),
                json.has("help") || json.has("debug"),
                json.has("unordered"),
                configAfter);
    }
}
