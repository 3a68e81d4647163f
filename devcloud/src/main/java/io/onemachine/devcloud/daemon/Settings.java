package io.onemachine.devcloud.daemon;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings fixed at a cloud's first start, and its last port.
 *
 * @param cloudId six hexadecimal digits, part of the names of all resources of the cloud on this computer
 * @param release the release of OpenNebula that it imitated last
 * @param hypervisor the name of its hypervisor
 * @param port the port of its HTTP server
 * @param options the options of the hypervisor
 */
record Settings(String cloudId, Release release, String hypervisor, int port, Map<String, String> options) {

    Settings {
        options = Map.copyOf(options);
    }

    Settings withPort(int newPort) {
        return new Settings(cloudId, release, hypervisor, newPort, options);
    }

    /** Reads the settings; empty when no cloud was ever started in the folder. */
    static Optional<Settings> read(Path stateDirectory) throws StartException {
        Path file = file(stateDirectory);
        try {
            JsonObject json = new Gson().fromJson(Files.readString(file), JsonObject.class);
            Map<String, String> options = new LinkedHashMap<>();
            json.getAsJsonObject("options").asMap().forEach((name, value) -> options.put(name, value.getAsString()));
            return Optional.of(new Settings(
                    json.get("cloudId").getAsString(),
                    release(json, file),
                    json.get("hypervisor").getAsString(),
                    json.get("port").getAsInt(),
                    options));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartException("Cannot read " + file + ": " + e.getMessage(), e);
        } catch (JsonParseException | NullPointerException e) {
            throw new StartException(
                    file + " is damaged. Start with another --state, or remove " + stateDirectory
                            + " and lose its machines.",
                    e);
        }
    }

    void write(Path stateDirectory) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("cloudId", cloudId);
        json.addProperty("imitates", release.title());
        json.addProperty("hypervisor", hypervisor);
        json.addProperty("port", port);
        JsonObject names = new JsonObject();
        options.forEach(names::addProperty);
        json.add("options", names);
        AtomicFile.write(file(stateDirectory), json + "\n");
    }

    /** Returns the stored release; clouds of earlier versions of the devcloud did not store it. */
    private static Release release(JsonObject json, Path file) throws StartException {
        if (!json.has("imitates")) {
            return Release.DEFAULT;
        }
        String imitated = json.get("imitates").getAsString();
        return Release.of(imitated)
                .orElseThrow(() -> new StartException(file + " is of a cloud that imitates OpenNebula " + imitated
                        + ", which this program cannot. Start with another --state."));
    }

    private static Path file(Path stateDirectory) {
        return stateDirectory.resolve("settings.json");
    }
}
