package io.onemachine.machine.lifecycle;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;

/** The {@code Driver} object of config.json, which drivers get and return as plain data. */
public final class StoredConfig {
    private static final String DRIVER = "Driver";

    private StoredConfig() {}

    /** Returns the driver's part of a configuration that the store has checked. */
    public static DriverConfig driver(JsonObject config) {
        return DriverConfig.parse(GoJson.compact(config.getAsJsonObject(DRIVER)));
    }

    /** Puts the driver's part into a configuration. */
    public static void put(JsonObject config, DriverConfig driver) {
        try {
            config.add(DRIVER, GoJsonReader.readObject(driver.json()));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e); // it was written from an object
        }
    }
}
