package io.onemachine.machine.options;

import com.google.gson.JsonObject;

/** What config.json has under {@code HostOptions}. */
public record HostOptions(EngineOptions engine, SwarmOptions swarm, AuthOptions auth) {
    /**
     * Reads them; missing objects count as empty ones.
     *
     * @throws io.onemachine.machine.error.BrokenMachineException when a value is of the wrong type
     */
    public static HostOptions from(JsonObject hostOptions) {
        JsonObject json = hostOptions.deepCopy();
        return new HostOptions(
                EngineOptions.from(Json.child(json, "EngineOptions")),
                SwarmOptions.from(Json.child(json, "SwarmOptions")),
                AuthOptions.from(Json.child(json, "AuthOptions")));
    }

    /** Sets them in config.json's object; keys of others stay as they are. */
    public void writeTo(JsonObject hostOptions) {
        if (!hostOptions.has("Driver")) {
            hostOptions.addProperty("Driver", "");
        }
        Json.putZero(hostOptions, "Memory");
        Json.putZero(hostOptions, "Disk");
        engine.writeTo(Json.child(hostOptions, "EngineOptions"));
        swarm.writeTo(Json.child(hostOptions, "SwarmOptions"));
        auth.writeTo(Json.child(hostOptions, "AuthOptions"));
    }
}
