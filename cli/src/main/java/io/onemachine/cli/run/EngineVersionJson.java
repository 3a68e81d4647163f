package io.onemachine.cli.run;

import com.google.gson.JsonObject;
import io.onemachine.machine.engine.EngineVersion;
import io.onemachine.machine.json.GoJson;

/** Writes an engine's version as JSON. */
public final class EngineVersionJson {
    private EngineVersionJson() {}

    public static String line(String machine, EngineVersion version) {
        JsonObject json = new JsonObject();
        json.addProperty("name", machine);
        json.addProperty("dockerVersion", version.version());
        json.addProperty("apiVersion", version.apiVersion());
        json.addProperty("minimumApiVersion", version.minimumApiVersion());
        return GoJson.compact(json);
    }
}
