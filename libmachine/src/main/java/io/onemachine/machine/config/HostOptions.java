package io.onemachine.machine.config;

import com.google.gson.JsonObject;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;

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
                OptionsJson.engine(JsonFields.child(json, "EngineOptions")),
                OptionsJson.swarm(JsonFields.child(json, "SwarmOptions")),
                OptionsJson.auth(JsonFields.child(json, "AuthOptions")));
    }

    /** Writes the options into their object in config.json; unknown keys stay as they are. */
    public void writeTo(JsonObject hostOptions) {
        if (!hostOptions.has("Driver")) {
            hostOptions.addProperty("Driver", "");
        }
        JsonFields.putZero(hostOptions, "Memory");
        JsonFields.putZero(hostOptions, "Disk");
        OptionsJson.write(engine, JsonFields.child(hostOptions, "EngineOptions"));
        OptionsJson.write(swarm, JsonFields.child(hostOptions, "SwarmOptions"));
        OptionsJson.write(auth, JsonFields.child(hostOptions, "AuthOptions"));
    }
}
