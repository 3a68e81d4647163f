package io.onemachine.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A script with placeholders {@code @name@}. */
final class ScriptTemplate {
    private final String text;

    private ScriptTemplate(String text) {
        this.text = text;
    }

    static ScriptTemplate load(String name) {
        try (InputStream stream = ScriptTemplate.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new ScriptTemplate(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read script " + name, e);
        }
    }

    /** Returns the script with its placeholders replaced. Every value needs a placeholder in the script. */
    String fill(Map<String, String> places) {
        String filled = text;
        for (Map.Entry<String, String> place : new TreeMap<>(places).entrySet()) {
            String mark = "@" + place.getKey() + "@";
            if (!filled.contains(mark)) {
                throw new IllegalStateException("the script lacks the placeholder " + mark);
            }
            filled = filled.replace(mark, place.getValue());
        }
        return filled;
    }
}
