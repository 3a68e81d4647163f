package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.daemon.StaleResources;
import io.onemachine.devcloud.daemon.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code devcloud stop}. */
@Command(name = "stop", description = "Stop its machines and the cloud; nothing is left running")
final class Stop extends CloudCommand {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(20);

    Stop(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException, IOException, InterruptedException {
        Path directory = stateDirectory();
        Optional<DaemonFile> daemon = RunningCloud.find(directory);
        if (daemon.isPresent()) {
            stop(daemon.get());
            console().out().println("The devcloud is stopped. Its machines start again with it.");
        } else if (removeLeftovers(directory)) {
            console().out().println("The devcloud was killed; its leftovers are removed.");
        } else {
            console().out().println("No devcloud runs with " + directory + ".");
        }
    }

    private static void stop(DaemonFile daemon) throws CommandException, IOException, InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(daemon.pid());
        new ControlClient(daemon).post("stop", new JsonObject());
        if (process.isEmpty()) {
            return;
        }
        // Polling isAlive reacts sooner than ProcessHandle.onExit, which rarely checks processes that are not children.
        Instant limit = Instant.now().plus(LIMIT);
        while (process.get().isAlive()) {
            if (Instant.now().isAfter(limit)) {
                throw new CommandException("The devcloud did not stop within " + LIMIT.toMinutes()
                        + " minutes: its process is " + daemon.pid() + ".");
            }
            Thread.sleep(POLL);
        }
    }

    private static boolean removeLeftovers(Path directory) throws CommandException, InterruptedException {
        try {
            return StaleResources.remove(directory);
        } catch (StartException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}
