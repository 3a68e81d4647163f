package io.onemachine.machine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a config.json of an older version to version 3, the latest.
 *
 * <p>Version 0 had everything at the top level; 1 added {@code HostOptions}; 2 renamed the CA's key and added the
 * folder of the certificates; 3 put the store's path into the driver's object.
 */
public final class ConfigMigration {
    public static final int CURRENT = 3;

    private static final String VERSION = "ConfigVersion";

    private ConfigMigration() {}

    /** Returns the configuration's version; 0 when it does not say. */
    public static int version(JsonObject config) {
        JsonElement version = config.get(VERSION);
        if (version == null || version.isJsonNull()) {
            return 0;
        }
        if (version instanceof JsonPrimitive primitive
                && primitive.isNumber()
                && primitive.getAsString().matches("\\d{1,9}")) {
            return primitive.getAsInt();
        }
        throw broken("\"ConfigVersion\" in config.json must be a number");
    }

    /**
     * Returns the configuration in version 3. Nothing is lost: unknown keys stay where they are. Known keys are in the order of version 3.
     *
     * @param machine the machine's folder, {@code STORE/machines/NAME}
     * @return a migrated copy
     * @throws InvalidMachineConfigException when its version is newer than that, or a value has the wrong type
     */
    public static JsonObject migrated(JsonObject config, Path storePath, Path machine) {
        int version = version(config);
        if (version > CURRENT) {
            throw broken("config version is from the future -- you should upgrade your Docker Machine client");
        }
        JsonObject old = config.deepCopy();
        if (version < 1) {
            toVersion1(old);
        }
        if (version < 2) {
            toVersion2(old, storePath, machine);
        }
        JsonObject driver = object(old, "Driver");
        if (version < CURRENT) {
            driver.addProperty("StorePath", storePath.toString());
        }
        JsonObject migrated = new JsonObject();
        migrated.addProperty(VERSION, CURRENT);
        migrated.add("Driver", driver);
        migrated.add("DriverName", old.get("DriverName"));
        JsonObject options = new JsonObject();
        HostOptionsJson.write(HostOptionsJson.read(object(old, "HostOptions")), options);
        migrated.add("HostOptions", options);
        migrated.addProperty("Name", String.valueOf(machine.getFileName()));
        takeOver(migrated, old);
        return migrated;
    }

    /** Copies what only the old object has, and single values as they were, at every level. */
    private static void takeOver(JsonObject migrated, JsonObject old) {
        for (Map.Entry<String, JsonElement> entry : old.entrySet()) {
            JsonElement known = migrated.get(entry.getKey());
            if (known == null) {
                migrated.add(entry.getKey(), entry.getValue());
            } else if (known instanceof JsonObject knownObject && entry.getValue() instanceof JsonObject oldObject) {
                takeOver(knownObject, oldObject);
            } else if (entry.getValue() instanceof JsonPrimitive
                    && !entry.getKey().equals(VERSION)) {
                migrated.add(entry.getKey(), entry.getValue()); // some are known but not read: Memory, Disk
            }
        }
    }

    private static void toVersion1(JsonObject config) {
        JsonObject options = object(config, "HostOptions");
        EngineOptions engine = EngineOptions.defaults();
        SwarmOptions swarm = new SwarmOptions(
                isTrue(config, "SwarmMaster") || !text(config, "SwarmDiscovery").isEmpty(),
                "",
                text(config, "SwarmDiscovery"),
                false,
                isTrue(config, "SwarmMaster"),
                text(config, "SwarmHost"),
                SwarmOptions.defaults().image(),
                SwarmOptions.defaults().strategy(),
                List.of(),
                List.of(),
                List.of(),
                false);
        AuthOptions auth = new AuthOptions(
                "",
                text(config, "CaCertPath"),
                text(config, "PrivateKeyPath"),
                "",
                text(config, "ServerCertPath"),
                text(config, "ServerKeyPath"),
                text(config, "ClientKeyPath"),
                "",
                "",
                text(config, "ClientCertPath"),
                List.of(),
                text(config, "StorePath"));
        HostOptionsJson.write(new HostOptions(engine, swarm, auth), options);
        List.of(
                        "StorePath",
                        "CaCertPath",
                        "PrivateKeyPath",
                        "ServerCertPath",
                        "ServerKeyPath",
                        "ClientCertPath",
                        "ClientKeyPath",
                        "SwarmHost",
                        "SwarmMaster",
                        "SwarmDiscovery")
                .forEach(config::remove);
    }

    private static void toVersion2(JsonObject config, Path storePath, Path machine) {
        JsonObject auth = object(object(config, "HostOptions"), "AuthOptions");
        if (auth.has("PrivateKeyPath")) {
            auth.add("CaPrivateKeyPath", auth.remove("PrivateKeyPath"));
        }
        if (text(auth, "CertDir").isEmpty()) {
            Path folder = Path.of(text(auth, "CaCertPath")).getParent();
            auth.addProperty("CertDir", (folder == null ? storePath.resolve("certs") : folder).toString());
        }
        // Version 1 had the machine's folder beside HostOptions.
        if (text(auth, "StorePath").isEmpty()) {
            String folder = text(config, "StorePath");
            auth.addProperty("StorePath", folder.isEmpty() ? machine.toString() : folder);
        }
        config.remove("StorePath");
    }

    private static JsonObject object(JsonObject parent, String key) {
        JsonElement element = parent.get(key);
        if (element instanceof JsonObject object) {
            return object;
        }
        if (element != null && !element.isJsonNull()) {
            throw broken("\"" + key + "\" in config.json must be an object");
        }
        JsonObject created = new JsonObject();
        parent.add(key, created);
        return created;
    }

    private static String text(JsonObject object, String key) {
        JsonPrimitive primitive = primitive(object, key);
        return primitive != null && primitive.isString() ? primitive.getAsString() : "";
    }

    private static boolean isTrue(JsonObject object, String key) {
        JsonPrimitive primitive = primitive(object, key);
        return primitive != null && primitive.isBoolean() && primitive.getAsBoolean();
    }

    private static @Nullable JsonPrimitive primitive(JsonObject object, String key) {
        return object.get(key) instanceof JsonPrimitive primitive ? primitive : null;
    }

    public static InvalidMachineConfigException broken(String reason) {
        return new InvalidMachineConfigException("Error getting migrated host: " + reason);
    }
}
