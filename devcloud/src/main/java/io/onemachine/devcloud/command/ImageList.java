package io.onemachine.devcloud.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code devcloud image list}. */
@Command(
        name = "list",
        description = "List all images: what they are made of, what is real, and whether this cloud has them")
final class ImageList extends RunningCloudCommand {

    ImageList(Devcloud program) {
        super(program);
    }

    @Override
    void run(ControlClient cloud) throws CommandException, IOException {
        cloud.get("images").getAsJsonArray().forEach(this::print);
    }

    private void print(JsonElement element) {
        JsonObject image = element.getAsJsonObject();
        String id = image.has("id") ? "image " + image.get("id").getAsInt() : "not in this cloud";
        console().out().println(image.get("name").getAsString() + "  (" + id + ")");
        console().out().println("    base:      " + image.get("base").getAsString());
        console().out().println("    real:      " + image.get("real").getAsString());
        String simulated = image.get("simulated").getAsString();
        if (!simulated.isEmpty()) {
            console().out().println("    simulated: " + simulated);
        }
    }
}
