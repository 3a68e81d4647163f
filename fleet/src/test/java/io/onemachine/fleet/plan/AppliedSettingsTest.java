package io.onemachine.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.fleet.testing.MemoryCloud;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store remembers of a file. */
final class AppliedSettingsTest {
    private static final AppliedSettings NOTHING = new AppliedSettings(Map.of(), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"}, \"Lease\": \"never",
                "\\",
                "\n\t\u0000\u001b[31m",
                "\u2028<&>",
                "ä\uD83D\uDE00",
                "{}",
                "null"
            })
    void hostileTextsComeBackAsTheyWere(String text) {
        AppliedSettings settings =
                new AppliedSettings(Map.of("cloud-network", List.of(text, "b"), text, List.of()), Optional.of(text));

        assertThat(AppliedSettings.parse(settings.json())).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"Options\": 1}",
                "{\"Options\": {\"a\": \"text\"}}",
                "{\"Options\": {\"a\": [{}]}}",
                "{\"Options\": {\"a\": [null]}}",
                "{\"Options\": null, \"Lease\": {}}",
                "{\"Options\": {\"a\": [[\"b\"]]}, \"Lease\": null}",
                "{\"Options\""
            })
    void whatIsMalformedCountsAsMissing(String json) {
        assertThat(AppliedSettings.parse(json)).isEqualTo(NOTHING);
    }

    @Test
    void optionsOfTheCreationAreNotRemembered() {
        MachineSettings settings =
                MachineSettings.of("cloud", Map.of("cloud-answer", List.of("secret"), "cloud-memory", List.of("1024")));

        assertThat(AppliedSettings.of(settings, new MemoryCloud()).json())
                .isEqualTo("{\"Options\":{\"cloud-memory\":[\"1024\"]}}");
    }

    @Test
    void anOptionIsKeptAsItWasOrLeftOut() {
        AppliedSettings now = new AppliedSettings(Map.of("a", List.of("2"), "b", List.of("2")), Optional.of("8h"));
        AppliedSettings before = new AppliedSettings(Map.of("a", List.of("1")), Optional.empty());

        assertThat(now.keeping("a", before).keeping("b", before))
                .isEqualTo(new AppliedSettings(Map.of("a", List.of("1")), Optional.of("8h")));
    }
}
