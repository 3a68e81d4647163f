package io.onemachine.devcloud.command;

import com.google.gson.JsonObject;
import io.onemachine.devcloud.control.ControlClient;
import io.onemachine.devcloud.control.DaemonFile;
import java.io.IOException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code devcloud status}. */
@Command(name = "status", description = "Show what runs")
final class Status extends CloudCommand {

    Status(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException, IOException {
        DaemonFile daemon = RunningCloud.requireDaemon(stateDirectory());
        JsonObject status = new ControlClient(daemon).get("status").getAsJsonObject();
        String vms = status.getAsJsonObject("vms").entrySet().stream()
                .map(count -> count.getValue().getAsInt() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        String networks = status.getAsJsonObject("networks").entrySet().stream()
                .map(network -> network.getKey() + " " + network.getValue().getAsString())
                .collect(Collectors.joining(", "));
        console().out().println("endpoint:   http://127.0.0.1:" + daemon.port() + "/RPC2");
        console().out().println("process:    " + daemon.pid());
        console().out().println("hypervisor: " + status.get("hypervisor").getAsString());
        console().out().println("imitates:   OpenNebula " + RunningCloud.imitated(status));
        console().out().println("networks:   " + networks);
        console().out().println("machines:   " + (vms.isEmpty() ? "none" : vms));
        console().out().println("state:      " + stateDirectory());
    }
}
