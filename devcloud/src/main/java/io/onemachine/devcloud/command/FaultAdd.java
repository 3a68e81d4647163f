package io.onemachine.devcloud.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code devcloud fault add}. */
@Command(
        name = "add",
        description = "Add a fault",
        footer = {"", "'devcloud help fault' lists targets and effects."})
final class FaultAdd extends FaultCommand {

    @Parameters(index = "0", paramLabel = "TARGET", description = "A call, or a machine's step")
    private String target = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "EFFECT", description = "What happens to it")
    private List<String> effect = List.of();

    @Option(
            names = "--times",
            paramLabel = "N",
            converter = NumberOption.Times.class,
            description = "Let it happen N times. Without it, it happens until it is cleared")
    private @Nullable Integer times;

    @Option(names = "--vm", paramLabel = "NAME-OR-ID", description = "The machine whose steps it is for")
    private @Nullable String vm;

    FaultAdd(Devcloud program) {
        super(program);
    }

    @Override
    void run(ControlClient cloud) throws IOException {
        JsonObject request = new JsonObject();
        request.addProperty("target", target);
        JsonArray words = new JsonArray();
        effect.forEach(words::add);
        request.add("effect", words);
        if (times != null) {
            request.addProperty("times", times);
        }
        if (vm != null) {
            request.addProperty("vm", vm);
        }
        print(cloud.post("faults", request));
    }
}
