package io.onemachine.machine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.onemachine.machine.options.EngineOptions;
import org.junit.jupiter.api.Test;

class HostOptionsJsonTest {
    @Test
    void versionIsStoredOnlyWhenRequested() {
        JsonObject requested = new JsonObject();
        HostOptionsJson.write(EngineOptions.defaults(), requested);
        assertThat(requested.has("EngineVersion")).isFalse();

        requested.addProperty("EngineVersion", "26.1");
        EngineOptions options = HostOptionsJson.engine(requested);
        assertThat(options.version()).isEqualTo("26.1");
        JsonObject json = new JsonObject();
        HostOptionsJson.write(options, json);
        assertThat(json).isEqualTo(requested);

        HostOptionsJson.write(EngineOptions.defaults(), json);
        assertThat(json.has("EngineVersion")).isFalse();
    }
}
