package io.onemachine.devcloud.control;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.onemachine.devcloud.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The address of a running cloud, in a file that only its owner may read.
 *
 * @param pid the id of its process
 * @param port the port of its HTTP server
 * @param token the token for its control interface
 */
public record DaemonFile(long pid, int port, String token) {

    /** Returns the file's path in a cloud's folder. */
    public static Path in(Path stateDirectory) {
        return stateDirectory.resolve("daemon.json");
    }

    /** Reads the file of a folder's cloud; empty when the cloud does not run or is starting. */
    public static Optional<DaemonFile> read(Path stateDirectory) throws IOException {
        try {
            JsonObject json = new Gson().fromJson(Files.readString(in(stateDirectory)), JsonObject.class);
            return Optional.of(new DaemonFile(
                    json.get("pid").getAsLong(),
                    json.get("port").getAsInt(),
                    json.get("token").getAsString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException(in(stateDirectory) + " is damaged: remove it", e);
        }
    }

    public void write(Path stateDirectory) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("pid", pid);
        json.addProperty("port", port);
        json.addProperty("token", token);
        AtomicFile.write(in(stateDirectory), json + "\n");
    }

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "process " + pid + ", port " + port;
    }
}
