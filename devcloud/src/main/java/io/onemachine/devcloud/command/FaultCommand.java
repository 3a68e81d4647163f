package io.onemachine.devcloud.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code devcloud fault}. */
public final class FaultCommand implements Command {

    static final Set<String> OPTIONS = Set.of("state", "times", "vm");

    @Override
    public void run(Arguments arguments, Console console) throws CommandException, IOException {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            throw new CommandException("Give 'add', 'list' or 'clear'; 'devcloud help fault' explains them.");
        }
        ControlClient cloud = RunningCloud.require(arguments.stateDirectory());
        List<String> rest = words.subList(1, words.size());
        try {
            switch (words.getFirst()) {
                case "add" -> console.out().println(line(cloud.post("faults", request(arguments, rest))));
                case "list" ->
                    cloud.get("faults")
                            .getAsJsonArray()
                            .forEach(fault -> console.out().println(line(fault)));
                case "clear" -> clear(cloud, rest);
                default ->
                    throw new CommandException("There is no 'devcloud fault " + words.getFirst()
                            + "'; 'devcloud help fault' lists the commands.");
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(sentence(String.valueOf(e.getMessage())), e);
        }
    }

    private static JsonObject request(Arguments arguments, List<String> words) throws CommandException {
        if (words.size() < 2) {
            throw new CommandException("The target and the effect are missing:"
                    + " devcloud fault add TARGET EFFECT. 'devcloud help fault' lists both.");
        }
        JsonObject request = new JsonObject();
        request.addProperty("target", words.getFirst());
        JsonArray effect = new JsonArray();
        words.subList(1, words.size()).forEach(effect::add);
        request.add("effect", effect);
        Optional<Integer> times = arguments.number("times", 1, 1_000_000);
        times.ifPresent(number -> request.addProperty("times", number));
        arguments.option("vm").ifPresent(vm -> request.addProperty("vm", vm));
        return request;
    }

    private static void clear(ControlClient cloud, List<String> words) throws CommandException, IOException {
        JsonObject request = new JsonObject();
        if (!words.isEmpty()) {
            if (!words.getFirst().matches("\\d{1,8}")) {
                throw new CommandException("\"" + words.getFirst() + "\" is not the number of a fault.");
            }
            request.addProperty("id", Integer.parseInt(words.getFirst()));
        }
        cloud.post("faults/clear", request);
    }

    private static String line(JsonElement element) {
        JsonObject fault = element.getAsJsonObject();
        int remaining = fault.get("remaining").getAsInt();
        String times = remaining < 0 ? "always" : remaining + " times";
        String vm = fault.has("vm") ? " of " + fault.get("vm").getAsString() : "";
        return fault.get("id").getAsInt() + "  " + fault.get("target").getAsString() + vm + "  "
                + fault.get("effect").getAsString() + "  " + times;
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
