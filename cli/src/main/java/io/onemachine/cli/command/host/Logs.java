package io.onemachine.cli.command.host;

import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.run.RunningHost;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.json.GoJson;
import java.time.Instant;
import java.util.List;

/** {@code docker-machine logs}. */
public final class Logs implements Command {
    private static final int MOST_LINES = 1_000_000;

    @Override
    public String description() {
        return """
                Prints the last lines of the engine's log on a machine, or what the cloud recorded about the host.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("engine", "Print the engine's log; this is the default"),
                Flag.bool("cloud", "Print what the cloud recorded about the host, oldest first"),
                Flag.text("lines", "Number of lines of the engine's log")
                        .alias("n")
                        .defaultingTo("100"),
                Flag.bool("follow", "Go on with the engine's log until interrupted")
                        .alias("f"),
                Flag.text("format", "\"json\" prints the records of --cloud as JSON objects, one a line"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        boolean cloud = invocation.flags().on("cloud");
        boolean follow = invocation.flags().on("follow");
        if (cloud && (invocation.flags().on("engine") || follow)) {
            throw CommandFailure.ofUsage("--cloud does not go with " + (follow ? "--follow" : "--engine"));
        }
        if (json && !cloud) {
            throw CommandFailure.ofUsage("--format json goes with --cloud only: the engine's log is text");
        }
        int lines = lines(invocation.flags().text("lines"));
        Machines machines = invocation.machines();
        try (Machine machine = machines.load(invocation.target(machines))) {
            if (cloud) {
                machine.events().forEach(event -> print(invocation, event, json));
                return ExitCode.SUCCESS.number();
            }
            RunningHost.requireRunning(machine, "read the engine's log");
            return machine.showEngineLog(lines, follow);
        } catch (SshUnavailableException | SshConnectionLostException e) {
            throw CommandFailure.of(e).returning(ExitCode.SSH_FAILED);
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static int lines(String text) throws CommandFailure {
        if (text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= MOST_LINES) {
            return Integer.parseInt(text);
        }
        throw CommandFailure.ofUsage("--lines must be a number from 0 to " + MOST_LINES + ", not \"" + text + "\"");
    }

    private static void print(Invocation invocation, HostEvent event, boolean json) {
        String time = event.time().map(Instant::toString).orElse("");
        if (!json) {
            invocation.print((time.isEmpty() ? "-" : time) + " " + event.text());
            return;
        }
        JsonObject object = new JsonObject();
        object.addProperty("time", time);
        object.addProperty("text", event.text());
        invocation.print(GoJson.compact(object));
    }
}
