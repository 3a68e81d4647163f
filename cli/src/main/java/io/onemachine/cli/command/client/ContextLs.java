package io.onemachine.cli.command.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.context.DockerContext;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.json.GoJson;
import java.util.List;

/** {@code docker-machine context ls}. */
public final class ContextLs implements Command {
    @Override
    public String description() {
        return """
                Lists the docker contexts of the store's machines; other contexts are not listed. An asterisk marks docker's
                current context.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.arrayFlag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Too many arguments given");
        }
        List<DockerContext> contexts;
        try {
            contexts = invocation.machines().dockerContexts().list();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        if (json) {
            invocation.print(json(contexts));
        } else {
            invocation.console().out().print(table(contexts));
        }
        return ExitCode.SUCCESS.number();
    }

    private static String table(List<DockerContext> contexts) {
        StringBuilder text = new StringBuilder("NAME\tCURRENT\tMACHINE\tENDPOINT\n");
        for (DockerContext context : contexts) {
            text.append(TerminalText.oneLine(context.name())).append('\t');
            text.append(context.current() ? "*" : "-").append('\t');
            text.append(TerminalText.oneLine(context.machine()));
            text.append(context.machineExists() ? "" : " (removed)").append('\t');
            text.append(TerminalText.oneLine(context.host())).append('\n');
        }
        return TabWriter.align(text.toString());
    }

    private static String json(List<DockerContext> contexts) {
        JsonArray array = new JsonArray();
        for (DockerContext context : contexts) {
            JsonObject object = new JsonObject();
            object.addProperty("name", context.name());
            object.addProperty("machine", context.machine());
            object.addProperty("machineExists", context.machineExists());
            object.addProperty("current", context.current());
            object.addProperty("endpoint", context.host());
            array.add(object);
        }
        return GoJson.indented(array);
    }
}
