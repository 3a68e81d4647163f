package io.onemachine.devcloud.command;

import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code devcloud fault list}. */
@Command(name = "list", description = "List all faults")
final class FaultList extends FaultCommand {

    FaultList(Devcloud program) {
        super(program);
    }

    @Override
    void run(ControlClient cloud) throws IOException {
        cloud.get("faults").getAsJsonArray().forEach(this::print);
    }
}
