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
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.json.GoJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docker-machine info}. */
public final class Info implements Command {
    @Override
    public String description() {
        return """
                Prints what the cloud knows of a machine's host: its size, disks, addresses, lease, labels and
                snapshots. "inspect" prints what this computer knows of the machine.

                Arguments: the name of a machine; without it the machine called "default".""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.flag());
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
            HostDescription host = machine.describe();
            if (json) {
                invocation.print(GoJson.indented(json(machine, host)));
            } else {
                lines(machine, host).forEach(invocation::print);
            }
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }

    private static List<String> lines(Machine machine, HostDescription host) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Name", machine.name());
        values.put("Driver", machine.driverName());
        values.put("ID", host.id());
        values.put("Name in the cloud", host.name());
        values.put("State", host.state());
        values.put("Problem", host.problem());
        values.put("Addresses", String.join(", ", host.addresses()));
        values.put("CPU", Sizes.cpu(host.size()));
        values.put("Virtual CPUs", Sizes.vcpus(host.size()));
        values.put("Memory", Sizes.memory(host.size()));
        values.put("Disks", host.disks().stream().map(Info::disk).collect(Collectors.joining(", ")));
        values.put("Hypervisor", host.hypervisor());
        values.put("Owner", host.owner() + (host.group().isEmpty() ? "" : " (group " + host.group() + ")"));
        values.put("Created", host.created().map(Instant::toString).orElse(""));
        values.put("Lease ends", host.leaseEnd().map(Instant::toString).orElse(""));
        values.put("Labels", String.join(", ", host.labels()));
        values.put(
                "Snapshots",
                host.snapshots().stream()
                        .map(it -> it.name() + " (" + it.kind().label() + " " + it.id() + ")")
                        .collect(Collectors.joining(", ")));
        List<String> lines = new ArrayList<>();
        values.forEach((name, value) -> {
            if (!value.isEmpty()) {
                lines.add(name + ": " + TerminalText.oneLine(value));
            }
        });
        return lines;
    }

    private static String disk(HostDescription.Disk disk) {
        return disk.id()
                + (disk.megabytes() < 0 ? "" : ": " + disk.megabytes() + " MB")
                + (disk.image().isEmpty() ? "" : " of image " + disk.image());
    }

    private static JsonObject json(Machine machine, HostDescription host) {
        JsonObject json = new JsonObject();
        json.addProperty("name", machine.name());
        json.addProperty("driver", machine.driverName());
        json.addProperty("id", host.id());
        json.addProperty("hostName", host.name());
        json.addProperty("state", host.state());
        json.addProperty("problem", host.problem());
        json.add("addresses", array(host.addresses()));
        HostSize size = host.size();
        json.addProperty("cpu", size.cpu().orElse(0));
        json.addProperty("vcpus", size.vcpus().orElse(0));
        json.addProperty("memoryMegabytes", size.memory().orElse(0));
        JsonArray disks = new JsonArray();
        for (HostDescription.Disk disk : host.disks()) {
            JsonObject object = new JsonObject();
            object.addProperty("id", disk.id());
            object.addProperty("image", disk.image());
            object.addProperty("megabytes", Math.max(disk.megabytes(), 0));
            disks.add(object);
        }
        json.add("disks", disks);
        json.addProperty("hypervisor", host.hypervisor());
        json.addProperty("owner", host.owner());
        json.addProperty("group", host.group());
        json.addProperty("created", host.created().map(Instant::toString).orElse(""));
        json.addProperty("leaseEnds", host.leaseEnd().map(Instant::toString).orElse(""));
        json.add("labels", array(host.labels()));
        JsonArray snapshots = new JsonArray();
        host.snapshots().forEach(snapshot -> snapshots.add(SnapshotList.json(snapshot)));
        json.add("snapshots", snapshots);
        return json;
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** The values of a size as texts; empty when unknown. */
    private static final class Sizes {
        private Sizes() {}

        static String cpu(HostSize size) {
            return size.cpu().orElse(0) > 0 ? HostSize.text(size.cpu().getAsDouble()) : "";
        }

        static String vcpus(HostSize size) {
            return size.vcpus().isPresent() ? Integer.toString(size.vcpus().getAsInt()) : "";
        }

        static String memory(HostSize size) {
            return size.memory().orElse(-1) >= 0 ? size.memory().getAsLong() + " MB" : "";
        }
    }
}
