package io.onemachine.machine.options;

import com.google.gson.JsonObject;

/** The {@code HostOptions} of config.json. */
public record HostOptions(EngineOptions engine, SwarmOptions swarm, AuthOptions auth) {
    /**
     * Reads the options; missing objects count as empty ones.
     *
     * @throws io.onemachine.machine.error.InvalidMachineConfigException when a value is of the wrong type
     */
    public static HostOptions from(JsonObject hostOptions) {
        JsonObject json = hostOptions.deepCopy();
        return new HostOptions(
                EngineOptions.from(JsonFields.child(json, "EngineOptions")),
                SwarmOptions.from(JsonFields.child(json, "SwarmOptions")),
                AuthOptions.from(JsonFields.child(json, "AuthOptions")));
    }

    /** Writes the options into their object in config.json; unknown keys stay as they are. */
    public void writeTo(JsonObject hostOptions) {
        if (!hostOptions.has("Driver")) {
            hostOptions.addProperty("Driver", "");
        }
        JsonFields.putZero(hostOptions, "Memory");
        JsonFields.putZero(hostOptions, "Disk");
        engine.writeTo(JsonFields.child(hostOptions, "EngineOptions"));
        swarm.writeTo(JsonFields.child(hostOptions, "SwarmOptions"));
        auth.writeTo(JsonFields.child(hostOptions, "AuthOptions"));
    }
}
