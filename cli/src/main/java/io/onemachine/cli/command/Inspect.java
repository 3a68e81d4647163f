package io.onemachine.cli.command;

import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonValues;
import io.onemachine.cli.spec.Operands;
import io.onemachine.gotemplate.Template;
import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.json.SecretValues;
import java.util.List;

/** {@code docker-machine inspect}. */
final class Inspect implements Command {
    @Override
    public String description() {
        return """
                Prints the configuration of a machine, as JSON. Passwords and tokens are shown as "***".

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.text("format", "Print this Go template, applied to the machine's JSON, instead")
                        .alias("f"),
                Flag.bool("show-secrets", "Show passwords and tokens as they are"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (invocation.arguments().size() > 1) {
            throw CommandFailure.ofArguments("Error: Expected one machine name as an argument");
        }
        Machines machines = invocation.machines();
        String target = invocation.target(machines);
        JsonObject config;
        try (Machine machine = machines.load(target)) {
            config = GoJsonReader.readObject(machine.configJson());
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e); // the library wrote it
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        if (!invocation.flags().on("show-secrets")) {
            config = SecretValues.masked(config);
        }
        String format = invocation.flags().text("format");
        invocation.print(format.isEmpty() ? GoJson.indented(config) : formatted(format, config));
        return ExitCode.SUCCESS.number();
    }

    private static String formatted(String format, JsonObject config) throws CommandFailure {
        Template template;
        try {
            template = Template.parseWithJson(format);
        } catch (TemplateException e) {
            throw CommandFailure.ofTemplate("template parsing error: " + e.getMessage());
        }
        StringBuilder text = new StringBuilder();
        try {
            template.execute(JsonValues.of(config), text);
        } catch (TemplateException e) {
            throw CommandFailure.ofTemplate(e.getMessage());
        }
        return text.toString();
    }
}
