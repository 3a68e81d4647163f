package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code devcloud env}: a client's settings as a line for a shell. The password itself goes into a file that only its
 * owner may read, which every OpenNebula client accepts as {@code ONE_AUTH} and docker-machine stores by its path; it keeps
 * the secret out of environments.
 */
@Command(
        name = "env",
        description = {
            "Print the settings that docker-machine needs: eval \"$(devcloud env)\"",
            "These are ONE_XMLRPC and ONE_AUTH for a shell. ONE_AUTH is the path of a file with user and password that only"
                    + " you can read."
        })
final class Env extends CloudCommand {

    @Option(names = "--user", paramLabel = "NAME", description = "A user of the cloud. Default: ${DEFAULT-VALUE}")
    private String user = "oneadmin";

    Env(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException, IOException {
        DaemonFile daemon = RunningCloud.requireDaemon(stateDirectory());
        JsonObject users = new ControlClient(daemon).get("users").getAsJsonObject();
        if (!users.has(user)) {
            throw new CommandException(
                    "There is no user \"" + user + "\"; there are " + String.join(", ", users.keySet()) + ".");
        }
        Path file = stateDirectory().resolve("one_auth." + user);
        AtomicFile.write(file, user + ":" + users.get(user).getAsString() + "\n");
        console()
                .out()
                .println("export ONE_XMLRPC=" + ShellWord.quote("http://127.0.0.1:" + daemon.port() + "/RPC2")
                        + " ONE_AUTH=" + ShellWord.quote(file.toString()));
    }
}
