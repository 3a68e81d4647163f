package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * {@code devcloud env}: a client's settings as a line for a shell. The password itself goes into a file that only its
 * owner may read, which every OpenNebula client accepts as {@code ONE_AUTH} and docker-machine stores by its path; it keeps
 * the secret out of environments.
 */
public final class Env implements Command {

    static final Set<String> OPTIONS = Set.of("state", "user");

    private static final String DEFAULT_USER = "oneadmin";

    @Override
    public void run(Arguments arguments, Console console) throws CommandException, IOException {
        arguments.requireNoWords("env");
        DaemonFile daemon = RunningCloud.requireDaemon(arguments.stateDirectory());
        String user = arguments.option("user").orElse(DEFAULT_USER);
        JsonObject users = new ControlClient(daemon).get("users").getAsJsonObject();
        if (!users.has(user)) {
            throw new CommandException(
                    "There is no user \"" + user + "\"; there are " + String.join(", ", users.keySet()) + ".");
        }
        Path file = arguments.stateDirectory().resolve("one_auth." + user);
        AtomicFile.write(file, user + ":" + users.get(user).getAsString() + "\n");
        console.out()
                .println("export ONE_XMLRPC=" + ShellWord.quote("http://127.0.0.1:" + daemon.port() + "/RPC2")
                        + " ONE_AUTH=" + ShellWord.quote(file.toString()));
    }
}
