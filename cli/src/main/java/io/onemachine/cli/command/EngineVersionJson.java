package io.onemachine.cli.command;

import com.google.gson.JsonObject;
import io.onemachine.machine.engine.EngineVersion;
import io.onemachine.machine.json.GoJson;

/** What an engine says of its version, as JSON. */
final class EngineVersionJson {
    private EngineVersionJson() {}

    static String line(String machine, EngineVersion version) {
        JsonObject json = new JsonObject();
        json.addProperty("name", machine);
        json.addProperty("dockerVersion", version.version());
        json.addProperty("apiVersion", version.apiVersion());
        json.addProperty("minimumApiVersion", version.minimumApiVersion());
        return GoJson.compact(json);
    }
}
