package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import java.io.IOException;
import java.util.Set;

/** {@code devcloud env}. */
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
            throw new CommandException("There is no user \"" + user + "\"; there are "
                    + String.join(", ", users.keySet()) + ".");
        }
        String session = user + ":" + users.get(user).getAsString();
        console.out().println("export ONE_XMLRPC=" + ShellWord.quote("http://127.0.0.1:" + daemon.port() + "/RPC2"));
        console.out().println("export ONE_AUTH=" + ShellWord.quote(session));
    }
}
