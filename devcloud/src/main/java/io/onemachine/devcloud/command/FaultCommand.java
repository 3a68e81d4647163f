package io.onemachine.devcloud.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import java.util.Locale;

/** A command about faults. */
abstract class FaultCommand extends CloudCommand {

    FaultCommand(Devcloud program) {
        super(program);
    }

    abstract void run(ControlClient cloud) throws CommandException, IOException;

    @Override
    final void run() throws CommandException, IOException {
        ControlClient cloud = RunningCloud.require(stateDirectory());
        try {
            run(cloud);
        } catch (IllegalArgumentException e) {
            throw new CommandException(sentence(String.valueOf(e.getMessage())), e);
        }
    }

    /** Prints a fault. */
    final void print(JsonElement element) {
        JsonObject fault = element.getAsJsonObject();
        int remaining = fault.get("remaining").getAsInt();
        String times = remaining < 0 ? "always" : remaining + " times";
        String vm = fault.has("vm") ? " of " + fault.get("vm").getAsString() : "";
        String text = fault.get("id").getAsInt() + "  " + fault.get("target").getAsString() + vm + "  "
                + fault.get("effect").getAsString() + "  " + times;
        console().out().println(text);
    }

    /** Returns a reason as the sentence that a command prints. */
    static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
