package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problems;
import io.onemachine.fleet.yaml.YamlValue;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the swarm of a fleet file. */
final class SwarmReader {
    private final Map<String, FleetMachine> machines;
    private final Map<String, FleetGroup> groups = new LinkedHashMap<>();
    private final Problems problems;
    private final Problems warnings;
    private final Map<String, Place> members = new LinkedHashMap<>();

    SwarmReader(Map<String, FleetMachine> machines, List<FleetGroup> groups, Problems problems, Problems warnings) {
        this.machines = machines;
        groups.forEach(group -> this.groups.put(group.key(), group));
        this.problems = problems;
        this.warnings = warnings;
    }

    FleetSwarm read(Fields fields, Place place) {
        fields.onlyWith(FleetKeys.OF_SWARM, FleetKeys.SWARM);
        int before = problems.count();
        List<String> managers = members(fields, FleetKeys.MANAGERS);
        boolean managersRead = problems.count() == before;
        List<String> workers = members(fields, FleetKeys.WORKERS);
        Place managersAt = fields.has(FleetKeys.MANAGERS) ? fields.placeOf(FleetKeys.MANAGERS) : place;
        if (managers.isEmpty() && managersRead) {
            problems.add(managersAt, "the swarm has no managers", "Name at least one machine in managers.");
        } else if (!managers.isEmpty() && managers.size() % 2 == 0) {
            warnings.add(
                    managersAt,
                    "the swarm has " + managers.size() + " managers, which tolerate no more failures than "
                            + (managers.size() - 1) + " do",
                    "Use an odd number of managers.");
        }
        return new FleetSwarm(
                managers,
                workers,
                fields.truth(FleetKeys.AUTOLOCK),
                fields.text(FleetKeys.NIC),
                fields.text(FleetKeys.DATA_PATH_NIC),
                labels(fields.map(FleetKeys.LABELS)),
                place);
    }

    private List<String> members(Fields fields, String role) {
        List<String> names = new ArrayList<>();
        for (YamlValue.Scalar item : fields.list(role).orElse(List.of())) {
            for (String name : expanded(item.text(), item.place())) {
                Place first = members.putIfAbsent(name, item.place());
                if (first == null) {
                    names.add(name);
                    checkRunning(name, item.place());
                } else {
                    problems.add(item.place(), "machine \"" + name + "\" is already in the swarm, at " + first);
                }
            }
        }
        return names;
    }

    private void checkRunning(String name, Place place) {
        FleetMachine machine = machines.get(name);
        if (machine != null && machine.settings().state() == PowerState.STOPPED) {
            problems.add(
                    place,
                    "machine \"" + name + "\" is in the swarm, but its state is stopped",
                    "Remove it from the swarm, or its state.");
        }
    }

    /** Returns the machines of a group, or the one of that name. */
    private List<String> expanded(String name, Place place) {
        FleetGroup group = groups.get(name);
        Optional<FleetMachine> machine = Optional.ofNullable(machines.get(name));
        if (group == null && machine.isEmpty()) {
            Set<String> known = new LinkedHashSet<>(groups.keySet());
            known.addAll(machines.keySet());
            problems.add(
                    place,
                    "there is no machine or group \"" + PrintableText.of(name) + "\" in the file",
                    Suggestion.hint(name, known));
            return List.of();
        }
        if (group == null) {
            return List.of(name);
        }
        if (machine.isPresent() && !group.machines().equals(List.of(name))) {
            problems.add(
                    place,
                    "\"" + PrintableText.of(name) + "\" is both a group and a machine of another group",
                    "Give one of them another name.");
            return List.of();
        }
        return group.machines();
    }

    private Map<String, List<String>> labels(Fields fields) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (YamlValue.Entry entry : fields.entries()) {
            List<YamlValue.Scalar> items = fields.list(entry.key()).orElse(List.of());
            checkLabels(items);
            for (String name : expanded(entry.key(), entry.place())) {
                if (!members.containsKey(name)) {
                    problems.add(entry.place(), "machine \"" + name + "\" has node labels, but is not in the swarm");
                } else if (labels.putIfAbsent(
                                name, items.stream().map(YamlValue.Scalar::text).toList())
                        != null) {
                    problems.add(entry.place(), "machine \"" + name + "\" has node labels already");
                }
            }
        }
        return labels;
    }

    private void checkLabels(List<YamlValue.Scalar> items) {
        Set<String> keys = new LinkedHashSet<>();
        for (YamlValue.Scalar item : items) {
            int equals = item.text().indexOf('=');
            if (equals < 1 || !Fields.isText(item.text())) {
                problems.add(item.place(), "\"" + PrintableText.of(item.text()) + "\" is not a node label, KEY=VALUE");
            } else if (!keys.add(item.text().substring(0, equals))) {
                problems.add(
                        item.place(),
                        "the node label \"" + PrintableText.of(item.text().substring(0, equals))
                                + "\" is given more than once");
            }
        }
    }
}
