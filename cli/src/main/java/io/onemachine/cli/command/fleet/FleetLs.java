package io.onemachine.cli.command.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.table.NaturalOrder;
import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.FleetMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.MachineEntry;
import io.onemachine.machine.json.GoJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code docker-machine fleet ls}. */
public final class FleetLs implements Command {
    @Override
    public String description() {
        return """
                Lists the fleets that have machines in the store, with the file that was applied last and the number of
                machines. No cloud is asked.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.arrayFlag());
    }

    /** The machines of a fleet that came from one file. */
    private record Row(String fleet, String file, List<String> machines) {}

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Too many arguments given");
        }
        List<Row> rows = rows(invocation.machines().list());
        if (json) {
            invocation.print(json(rows));
        } else {
            invocation.console().out().print(table(rows));
        }
        return ExitCode.SUCCESS.number();
    }

    private static List<Row> rows(List<MachineEntry> machines) {
        Map<List<String>, List<String>> byFleet = new TreeMap<>((one, other) -> {
            int order = NaturalOrder.compare(one.getFirst(), other.getFirst());
            return order == 0 ? one.getLast().compareTo(other.getLast()) : order;
        });
        for (MachineEntry entry : machines) {
            Optional<FleetMembership> fleet = fleet(entry);
            fleet.ifPresent(it -> byFleet.computeIfAbsent(List.of(it.fleet(), it.file()), none -> new ArrayList<>())
                    .add(entry.name()));
        }
        List<Row> rows = new ArrayList<>();
        byFleet.forEach((key, names) -> rows.add(new Row(key.getFirst(), key.getLast(), names)));
        return rows;
    }

    private static Optional<FleetMembership> fleet(MachineEntry entry) {
        if (entry instanceof MachineEntry.Loaded loaded) {
            try (Machine machine = loaded.machine()) {
                return machine.fleet();
            }
        }
        return Optional.empty();
    }

    private static String table(List<Row> rows) {
        StringBuilder text = new StringBuilder("FLEET\tMACHINES\tFILE\n");
        for (Row row : rows) {
            text.append(TerminalText.oneLine(row.fleet())).append('\t');
            text.append(row.machines().size()).append('\t');
            text.append(row.file().isEmpty() ? "-" : TerminalText.oneLine(row.file())).append('\n');
        }
        return TabWriter.align(text.toString());
    }

    private static String json(List<Row> rows) {
        JsonArray array = new JsonArray();
        for (Row row : rows) {
            JsonObject object = new JsonObject();
            object.addProperty("fleet", row.fleet());
            object.addProperty("file", row.file());
            JsonArray names = new JsonArray();
            row.machines().forEach(names::add);
            object.add("machines", names);
            array.add(object);
        }
        return GoJson.indented(array);
    }
}
