package io.onemachine.cli.command.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.spec.Operands;
import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.json.GoJson;
import java.time.Instant;
import java.util.List;

/** {@code docker-machine snapshot ls}. */
public final class SnapshotList implements Command {
    @Override
    public String description() {
        return """
                Lists the snapshots of a machine, oldest first: those of the whole machine, then those of its disk.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.text("format", "\"json\" prints the snapshots as a JSON array"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        Machines machines = invocation.machines();
        try (Machine machine = machines.load(invocation.target(machines))) {
            List<HostSnapshot> snapshots = machine.snapshots();
            if (json) {
                JsonArray array = new JsonArray();
                snapshots.forEach(snapshot -> array.add(json(snapshot)));
                invocation.print(GoJson.indented(array));
            } else {
                print(invocation, snapshots);
            }
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }

    private static void print(Invocation invocation, List<HostSnapshot> snapshots) {
        StringBuilder table = new StringBuilder("KIND\tID\tNAME\tTAKEN\n");
        for (HostSnapshot snapshot : snapshots) {
            table.append(snapshot.kind().label()).append('\t');
            table.append(snapshot.id()).append('\t');
            table.append(TerminalText.oneLine(snapshot.name())).append('\t');
            table.append(taken(snapshot)).append('\n');
        }
        invocation.console().out().print(TabWriter.align(table.toString()));
    }

    /** Returns a snapshot as a JSON object. */
    static JsonObject json(HostSnapshot snapshot) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", snapshot.kind().label());
        json.addProperty("id", snapshot.id());
        json.addProperty("name", snapshot.name());
        json.addProperty("taken", taken(snapshot));
        return json;
    }

    private static String taken(HostSnapshot snapshot) {
        return snapshot.taken().map(Instant::toString).orElse("");
    }
}
