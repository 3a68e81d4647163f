package io.onemachine.machine.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.BrokenMachineException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a config.json of an older version to version 3, the last there is.
 *
 * <p>Version 0 had everything at the top level; 1 brought {@code HostOptions}; 2 renamed the CA's key and added the
 * folder of the certificates; 3 put the store's path into the driver's object.
 */
final class ConfigMigration {
    static final int CURRENT = 3;

    private static final String VERSION = "ConfigVersion";

    private ConfigMigration() {}

    /** The configuration's version; 0 when it does not say. */
    static int version(JsonObject config) {
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
     * @return the configuration in version 3, made of a copy
     * @throws BrokenMachineException when its version is newer than that
     */
    static JsonObject migrated(JsonObject config, Path storePath) {
        int version = version(config);
        if (version > CURRENT) {
            throw broken("config version is from the future -- you should upgrade your Docker Machine client");
        }
        JsonObject migrated = config.deepCopy();
        if (version < 1) {
            toVersion1(migrated);
        }
        if (version < 2) {
            toVersion2(migrated);
        }
        if (version < CURRENT) {
            object(migrated, "Driver").addProperty("StorePath", storePath.toString());
        }
        migrated.addProperty(VERSION, CURRENT);
        return migrated;
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
        new HostOptions(engine, swarm, auth).writeTo(options);
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

    private static void toVersion2(JsonObject config) {
        JsonObject auth = object(object(config, "HostOptions"), "AuthOptions");
        if (auth.has("PrivateKeyPath")) {
            auth.add("CaPrivateKeyPath", auth.remove("PrivateKeyPath"));
        }
        if (text(auth, "CertDir").isEmpty()) {
            Path folder = Path.of(text(auth, "CaCertPath")).getParent();
            auth.addProperty("CertDir", folder == null ? "" : folder.toString());
        }
    }

    private static JsonObject object(JsonObject parent, String key) {
        JsonElement element = parent.get(key);
        if (element instanceof JsonObject object) {
            return object;
        }
        if (element != null && !element.isJsonNull()) {
            throw broken("\"" + key + "\" in config.json must be an object");
        }
        JsonObject made = new JsonObject();
        parent.add(key, made);
        return made;
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

    static BrokenMachineException broken(String reason) {
        return new BrokenMachineException("Error getting migrated host: " + reason);
    }
}
