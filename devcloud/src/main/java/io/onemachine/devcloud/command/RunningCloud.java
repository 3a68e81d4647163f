package io.onemachine.devcloud.command;

import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the cloud that runs with a folder. */
final class RunningCloud {

    private RunningCloud() {}

    /** The cloud; nothing when none runs with that folder. */
    static Optional<DaemonFile> find(Path stateDirectory) throws IOException {
        Optional<DaemonFile> daemon = DaemonFile.read(stateDirectory);
        if (daemon.isEmpty() || !answers(daemon.get())) {
            return Optional.empty();
        }
        return daemon;
    }

    /** The cloud's control interface. */
    static ControlClient require(Path stateDirectory) throws CommandException, IOException {
        return new ControlClient(requireDaemon(stateDirectory));
    }

    static DaemonFile requireDaemon(Path stateDirectory) throws CommandException, IOException {
        return find(stateDirectory)
                .orElseThrow(() -> new CommandException(
                        "No devcloud runs with " + stateDirectory + ". Start one with 'devcloud start'."));
    }

    static boolean answers(DaemonFile daemon) {
        try {
            return new ControlClient(daemon).get("status").isJsonObject();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
