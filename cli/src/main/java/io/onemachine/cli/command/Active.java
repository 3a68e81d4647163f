package io.onemachine.cli.command;

import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.listing.ActiveStatus;
import io.onemachine.machine.listing.MachineFilter;
import io.onemachine.machine.listing.MachineListing;
import io.onemachine.machine.listing.MachineReport;
import java.util.List;

/** {@code docker-machine active}. */
final class Active implements Command {
    @Override
    public String description() {
        return "Prints which machine DOCKER_HOST points at.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.number("timeout", "Seconds to wait for the machines")
                        .alias("t")
                        .defaultingTo("10"),
                JsonFormat.flag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Too many arguments given");
        }
        String dockerHost = invocation.programContext().environment().getOrDefault("DOCKER_HOST", "");
        if (dockerHost.isEmpty()) {
            throw new CommandFailure("No active host found");
        }
        String name = activeMachine(invocation, dockerHost);
        if (json) {
            JsonObject result = new JsonObject();
            result.addProperty("name", name);
            invocation.print(GoJson.compact(result));
        } else {
            invocation.print(name);
        }
        return ExitCode.SUCCESS.number();
    }

    private static String activeMachine(Invocation invocation, String dockerHost) throws CommandFailure {
        boolean timedOut = false;
        try {
            MachineListing listing =
                    new MachineListing(invocation.machines(), MachineFilter.ALL, dockerHost, Ls.timeout(invocation));
            for (MachineReport report : listing.reports()) {
                if (report.activeStatus() == ActiveStatus.HOST || report.activeStatus() == ActiveStatus.SWARM) {
                    return report.name();
                }
                timedOut |= report.state() == MachineState.TIMEOUT;
            }
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(new OperationInterruptedException("waiting for the machines"));
        }
        throw new CommandFailure(timedOut ? "Error getting active host: timeout" : "No active host found");
    }
}
