package io.onemachine.e2e.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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
 * The recorded result of the Go program for one command line. Paths and the like are replaced by placeholders: {@code $STORE},
 * {@code $WORK}, {@code $HOME}, ….
 *
 * @param program the name that the program was called by
 * @param environment variables of the case; null for one that is not set
 * @param setup words that describe the files and machines before the run, see {@link GoldenFolders}
 * @param firstLineOnly whether only the first line of the output was recorded
 * @param debug whether the case ran with details, which were not recorded
 * @param unordered whether the order of the lines is random
 * @param storeAfter the store's folders and files with their modes after the run; empty when they were not recorded
 * @param configAfter the texts of config.json files after the run
 */
public record GoldenCase(
        String id,
        String group,
        String program,
        List<String> arguments,
        Map<String, @Nullable String> environment,
        String stdin,
        String setup,
        int exit,
        String stdout,
        String stderr,
        boolean firstLineOnly,
        boolean debug,
        boolean unordered,
        List<String> storeAfter,
        Map<String, String> configAfter) {
    private static final Gson GSON = new Gson();

    private static final class Recording {
        static final List<GoldenCase> CASES = List.copyOf(read());
    }

    /** Returns all cases, in the order of recording. */
    public static List<GoldenCase> all() {
        return Recording.CASES;
    }

    private static List<GoldenCase> read() {
        List<GoldenCase> cases = new ArrayList<>();
        try (InputStream stream = Objects.requireNonNull(GoldenCase.class.getResourceAsStream("cases.jsonl"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while ((line = reader.readLine()) != null) {
                cases.add(of(GSON.fromJson(line, JsonObject.class)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** Returns the config.json after a case, with its placeholders. */
    static JsonObject configLeftBy(String id) {
        GoldenCase golden =
                all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        return GSON.fromJson(golden.configAfter().values().iterator().next(), JsonObject.class);
    }

    /** Returns the words of the setup, each a kind with or without {@code :WHAT}. */
    public List<String> setupWords() {
        return setup.isBlank() ? List.of() : List.of(setup.split(" "));
    }

    private static GoldenCase of(JsonObject json) {
        List<String> argv = texts(json, "argv");
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
                text(json, "id"),
                text(json, "group"),
                json.has("argv0") ? text(json, "argv0") : argv.getFirst(),
                argv.subList(1, argv.size()),
                environment,
                text(json, "stdin"),
                text(json, "setup"),
                json.get("exit").getAsInt(),
                text(json, "stdout"),
                text(json, "stderr"),
                json.has("help") || json.has("debug"),
                json.has("debug"),
                json.has("unordered"),
                texts(json, "store_after"),
                configAfter);
    }

    private static String text(JsonObject json, String key) {
        return json.get(key).getAsString();
    }

    private static List<String> texts(JsonObject json, String key) {
        List<String> texts = new ArrayList<>();
        if (json.has(key)) {
            json.getAsJsonArray(key).forEach(element -> texts.add(element.getAsString()));
        }
        return texts;
    }
}
