package io.onemachine.devcloud.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A command about faults. */
abstract class FaultCommand extends RunningCloudCommand {

    FaultCommand(Devcloud program) {
        super(program);
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
}
