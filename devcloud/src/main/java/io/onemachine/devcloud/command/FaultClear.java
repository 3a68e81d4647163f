package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code devcloud fault clear}. */
@Command(name = "clear", description = "Clear one fault, or all")
final class FaultClear extends FaultCommand {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Its number, as 'devcloud fault list' prints it")
    private @Nullable String id;

    FaultClear(Devcloud program) {
        super(program);
    }

    @Override
    void run(ControlClient cloud) throws CommandException, IOException {
        JsonObject request = new JsonObject();
        if (id != null) {
            if (!id.matches("\\d{1,8}")) {
                throw new CommandException("\"" + id + "\" is not the number of a fault.");
            }
            request.addProperty("id", Integer.parseInt(id));
        }
        cloud.post("faults/clear", request);
    }
}
