package io.onemachine.cli.command.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.host.LabelChange;
import io.onemachine.machine.json.GoJson;
import java.util.ArrayList;
import java.util.List;

/** {@code docker-machine label}. */
public final class Label implements Command {
    @Override
    public String description() {
        return """
                Prints the labels that machines have in the cloud, one a line, after changing them. These are not the
                labels of the engine, which "create" sets with --engine-label.

                Arguments: names of machines, then labels: KEY or KEY=VALUE sets one, KEY- removes it. The first word
                names a machine, and so do those after it that are names of machines.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.flag(), ParallelFlag.flag());
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES_AND_LABELS;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw CommandFailure.ofArguments("Error: Expected to get one or more machine names as arguments");
        }
        int names = numberOfNames(invocation.machines(), words);
        List<LabelChange> changes = new ArrayList<>();
        for (String word : words.subList(names, words.size())) {
            changes.add(change(word));
        }
        boolean several = names > 1;
        return MachineBatch.forEachOf(
                invocation,
                machines -> words.subList(0, names),
                (machines, loaded) -> (machine, lane) -> print(
                        machine,
                        changes.isEmpty() ? machine.labels() : machine.changeLabels(changes),
                        json,
                        several,
                        lane));
    }

    private static int numberOfNames(Machines machines, List<String> words) {
        int names = 1;
        while (names < words.size() && machines.exists(words.get(names))) {
            names++;
        }
        return names;
    }

    private static LabelChange change(String word) throws CommandFailure {
        try {
            return LabelChange.parse(word);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.ofUsage("Error: " + e.getMessage());
        }
    }

    private static void print(Machine machine, List<String> labels, boolean json, boolean several, Lane lane) {
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("name", machine.name());
            JsonArray array = new JsonArray();
            labels.forEach(array::add);
            object.add("labels", array);
            lane.out(GoJson.compact(object));
            return;
        }
        for (String label : labels) {
            lane.out(several ? machine.name() + " " + label : label);
        }
    }
}
