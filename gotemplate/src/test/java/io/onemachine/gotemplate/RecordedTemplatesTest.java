package io.onemachine.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.gotemplate.error.TemplateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Runs templates whose output and errors in Go were recorded, and compares. */
final class RecordedTemplatesTest {
    private static List<JsonObject> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedTemplatesTest.class.getResourceAsStream("go-templates.jsonl")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> new Gson().fromJson(line, JsonObject.class))
                    .toList();
        }
    }

    @Test
    void outputAndErrorsAreThoseOfGo() throws IOException {
        List<JsonObject> lines = lines();
        assertThat(lines).hasSizeGreaterThan(400);
        JsonElement config = lines.get(0).get("config");
        SoftAssertions soft = new SoftAssertions();
        for (JsonObject recorded : lines.subList(1, lines.size())) {
            String template = recorded.get("t").getAsString();
            StringBuilder output = new StringBuilder();
            String error = "";
            try {
                Template.parseWithJson(template)
                        .execute(TemplateData.of(recorded.get("d").getAsString(), config), output);
            } catch (TemplateException e) {
                error = e.getMessage();
            }
            soft.assertThat(output.toString())
                    .as("output of %s", template)
                    .isEqualTo(recorded.get("o").getAsString());
            soft.assertThat(error)
                    .as("error of %s", template)
                    .isEqualTo(recorded.has("e") ? recorded.get("e").getAsString() : "");
        }
        soft.assertAll();
    }
}
