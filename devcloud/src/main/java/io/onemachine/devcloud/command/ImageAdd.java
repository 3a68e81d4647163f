package io.onemachine.devcloud.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code devcloud image add}. */
@Command(
        name = "add",
        description = "Add images to the cloud, with a template each",
        footer = {"", "'devcloud image list' lists their names."})
final class ImageAdd extends RunningCloudCommand {

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The name of the image and of its template")
    private List<String> names = List.of();

    ImageAdd(Devcloud program) {
        super(program);
    }

    @Override
    void run(ControlClient cloud) throws CommandException, IOException {
        JsonArray wanted = new JsonArray();
        names.forEach(wanted::add);
        JsonObject request = new JsonObject();
        request.add("names", wanted);
        cloud.post("images", request).getAsJsonArray().forEach(this::print);
    }

    private void print(JsonElement element) {
        JsonObject added = element.getAsJsonObject();
        console()
                .out()
                .println(added.get("name").getAsString() + ": image "
                        + added.get("image").getAsInt() + ", template "
                        + added.get("template").getAsInt());
    }
}
