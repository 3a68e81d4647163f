package io.onemachine.machine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigNamesTest {
    private static final Path FROM = Path.of("/store/machines/web1");
    private static final Path TO = Path.of("/store/machines/db");

    @ParameterizedTest
    @CsvSource({
        "/store/machines/web1, /store/machines/db",
        "/store/machines/web1/id_rsa, /store/machines/db/id_rsa",
        "/store/machines/web1/web1/web1, /store/machines/db/web1/web1",
        "/store/machines/web1/, /store/machines/db/",
    })
    void pathsInTheFolderFollow(String before, String after) {
        assertThat(moved(before)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/store/machines/web10",
                "/store/machines/web10/id_rsa",
                "/store/machines/web1.old/id_rsa",
                "/store/machines",
                "/backup/store/machines/web1/id_rsa",
                "file:///store/machines/web1/id_rsa",
                "web1",
                "",
                "the folder is /store/machines/web1",
            })
    void otherTextsStay(String text) {
        assertThat(moved(text)).isEqualTo(text);
    }

    @Test
    void unknownKeysAndNestedListsFollowAndEverythingElseStays() {
        JsonObject config = json("""
                {"ConfigVersion": 3, "Name": "web1", "DriverName": "fake", "Future": {"Deep": [["/store/machines/web1/x", 7, null,
                {"In": "/store/machines/web1", "Name": "web1"}], true]}, "HostOptions": null,
                "Driver": {"MachineName": "web1", "IPAddress": "192.0.2.1", "SSHKeyPath": "/store/machines/web1/id_rsa"}}""");
        String before = config.toString();

        JsonObject renamed = ConfigNames.renamed(config, "db", FROM, TO);

        assertThat(renamed).isEqualTo(json("""
                {"ConfigVersion": 3, "Name": "db", "DriverName": "fake", "Future": {"Deep": [["/store/machines/db/x", 7, null,
                {"In": "/store/machines/db", "Name": "web1"}], true]}, "HostOptions": null,
                "Driver": {"MachineName": "db", "IPAddress": "192.0.2.1", "SSHKeyPath": "/store/machines/db/id_rsa"}}"""));
        assertThat(renamed.keySet()).as("order").containsExactlyElementsOf(config.keySet());
        assertThat(config).as("the original").hasToString(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Name\": null}", "{\"Name\": 7}", "{\"Name\": {\"Name\": \"web1\"}}"})
    void aConfigurationWithoutANameHasNone(String config) {
        assertThat(ConfigNames.name(json(config))).isEmpty();
        assertThat(ConfigNames.name(ConfigNames.renamed(json(config), "db", FROM, TO)))
                .isEqualTo("db");
    }

    private static String moved(String text) {
        JsonObject config = new JsonObject();
        config.addProperty("Path", text);
        return ConfigNames.renamed(config, "db", FROM, TO).get("Path").getAsString();
    }

    private static JsonObject json(String text) {
        return new Gson().fromJson(text, JsonObject.class);
    }
}
