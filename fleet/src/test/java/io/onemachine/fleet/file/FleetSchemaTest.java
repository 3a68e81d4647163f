package io.onemachine.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class FleetSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(FleetSchema.text());

    /** Returns what an editor would mark. */
    private static List<String> findings(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        JsonNode json = JSON.valueToTree(new Load(settings).loadFromString(yaml));
        return SCHEMA.validate(json).stream().map(Object::toString).toList();
    }

    @Test
    void theDocumentationHasTheSameSchema() throws IOException {
        assertThat(Path.of("..", "docs", "reference", "fleet.schema.json")).hasContent(FleetSchema.text());
    }

    @Test
    void examplesAreValid() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "fleet"))) {
            List<Path> examples =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
            for (Path example : examples) {
                assertThat(findings(Files.readString(example)))
                        .as(example.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: d",
                "name: d\nmachines: []",
                "name: d\nmachines: {a: {cuont: 1}}",
                "name: d\nmachines: {a_b: {}}",
                "name: d\nmachines: {a: {count: '3'}}",
                "name: d\nmachines: {a: {count: 1001}}",
                "name: d\nmachines: {a: {options: {memory: {}}}}",
                "name: d\nmachines: {a: {labels: x}}",
                "name: d\nmachines: {a: {lease: soon}}",
                "name: d\nmachines: {a: {lease: '2026-12-01T18:00'}}",
                "name: d\nmachines: {a: {context: 'yes'}}",
                "name: d\nmachines: {a: {state: off}}",
                "name: d\nmachines: {a: {ssh: {host-key: best}}}",
                "name: d\nmachines: {a: {engine: {labels: []}}}",
                "name: d\nmachines: {a: {}}\nswarm: {managers: []}",
                "name: d\nmachines: {a: {}}\nswarm: {managers: [a], manager: 1}",
                "name: d\ndefaults: {count: 1}\nmachines: {}",
                "name: d\nmachines: {}\nunknown: 1",
            })
    void wrongFilesAreInvalid(String yaml) {
        assertThat(findings(yaml)).isNotEmpty();
    }

    @Test
    void freeKeysAreValidAtEveryLevel() {
        assertThat(findings("""
                        x-a: 1
                        name: d
                        defaults: {x-b: [1], options: {x-c: {}}, engine: {x-d: 1}, ssh: {x-e: 1}}
                        machines: {x-f: 1, a: {x-g: 1}}
                        swarm: {managers: [a], x-h: 1, labels: {x-i: 1}}
                        """)).isEmpty();
    }

    static Stream<Arguments> maps() {
        return Stream.of(
                Arguments.of("/properties", FleetKeys.OF_FILE),
                Arguments.of("/definitions/defaults/properties", FleetKeys.OF_DEFAULTS),
                Arguments.of("/definitions/group/properties", FleetKeys.OF_GROUP),
                Arguments.of("/definitions/engine/properties", EngineKey.keys()),
                Arguments.of("/definitions/ssh/properties", FleetKeys.OF_SSH),
                Arguments.of("/definitions/swarm/properties", FleetKeys.OF_SWARM));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void schemaAndParserKnowTheSameKeys(String pointer, List<String> keys) throws IOException {
        JsonNode properties = JSON.readTree(FleetSchema.text()).at(pointer);

        assertThat(properties.properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrderElementsOf(keys);
    }
}
