package io.onemachine.devcloud.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the running cloud of a folder. */
final class RunningCloud {

    /** The version that clouds imitate whose status, of an earlier release of the devcloud, does not report it. */
    private static final String EARLIER_VERSION = "6.8.3";

    private RunningCloud() {}

    /** Returns the cloud; empty when none runs with that folder. */
    static Optional<DaemonFile> find(Path stateDirectory) throws IOException {
        Optional<DaemonFile> daemon = DaemonFile.read(stateDirectory);
        if (daemon.isEmpty() || !answers(daemon.get())) {
            return Optional.empty();
        }
        return daemon;
    }

    /** Returns the cloud's control interface. */
    static ControlClient require(Path stateDirectory) throws CommandException, IOException {
        return new ControlClient(requireDaemon(stateDirectory));
    }

    static DaemonFile requireDaemon(Path stateDirectory) throws CommandException, IOException {
        return find(stateDirectory)
                .orElseThrow(() -> new CommandException(
                        "No devcloud runs with " + stateDirectory + ". Start one with 'devcloud start'."));
    }

    /** Returns the imitated version of OpenNebula from a cloud's status. */
    static String imitated(JsonObject status) {
        JsonElement version = status.get("imitates");
        return version == null ? EARLIER_VERSION : version.getAsString();
    }

    static boolean answers(DaemonFile daemon) {
        try {
            return new ControlClient(daemon).get("status").isJsonObject();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
