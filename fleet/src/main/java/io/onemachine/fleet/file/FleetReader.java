package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problem;
import io.onemachine.fleet.yaml.Problems;
import io.onemachine.fleet.yaml.YamlValue;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.name.MachineName;
import io.onemachine.machine.ssh.hostkey.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole fleet file. */
final class FleetReader {
    private static final String DRIVER_VARIABLE = "MACHINE_DRIVER";
    private static final String USUAL_DRIVER = "opennebula";
    private static final String NUMBER = "{n}";
    private static final int MOST_OF_GROUP = 1000;
    private static final int MOST_MACHINES = 5000;
    private static final String NAME_RULE = "Use letters, digits, dots and dashes, with a letter or digit first.";

    private final String source;
    private final Problems problems;
    private final Problems warnings;
    private final LayerReader layers;
    private final String usualDriver;
    private final List<FleetGroup> groups = new ArrayList<>();
    private long declared;
    private final Map<String, FleetMachine> machines = new LinkedHashMap<>();

    FleetReader(String source, Map<String, String> variables, DriverRegistry drivers, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.warnings = new Problems(source);
        Optional<String> ofVariable =
                Optional.ofNullable(variables.get(DRIVER_VARIABLE)).filter(driver -> !driver.isEmpty());
        this.usualDriver = ofVariable.orElse(USUAL_DRIVER);
        String origin = ofVariable.isPresent() ? " (environment variable " + DRIVER_VARIABLE + ")" : "";
        this.layers = new LayerReader(new OptionsReader(drivers, origin, problems), problems);
    }

    FleetFile read(YamlValue root) {
        Fields file = Fields.open(root, "the fleet file", problems).onlyWith(FleetKeys.OF_FILE, "the fleet file");
        if (!(root instanceof YamlValue.Mapping)) {
            return file("", Optional.empty());
        }
        String name = name(file);
        Fields defaults = file.map(FleetKeys.DEFAULTS).onlyWith(FleetKeys.OF_DEFAULTS, FleetKeys.DEFAULTS);
        Layer below = layers.read(defaults, false, usualDriver, Place.START);
        Place driverAt = defaults.has(FleetKeys.DRIVER) ? defaults.placeOf(FleetKeys.DRIVER) : Place.START;
        if (!file.has(FleetKeys.MACHINES)) {
            problems.add(Place.START, "the fleet file has no \"machines\"", "Add machines, a map of groups.");
        }
        for (YamlValue.Entry group : file.map(FleetKeys.MACHINES).entries()) {
            group(group, below, driverAt);
        }
        Optional<FleetSwarm> swarm = file.has(FleetKeys.SWARM)
                ? Optional.of(new SwarmReader(machines, groups, problems, warnings)
                        .read(file.map(FleetKeys.SWARM), file.placeOf(FleetKeys.SWARM)))
                : Optional.empty();
        return file(name, swarm);
    }

    private FleetFile file(String name, Optional<FleetSwarm> swarm) {
        List<Problem> notes = warnings.list();
        return new FleetFile(source, name, groups, List.copyOf(machines.values()), swarm, notes);
    }

    private String name(Fields file) {
        if (!file.has(FleetKeys.NAME)) {
            problems.add(Place.START, "the fleet file has no \"name\"", "Add the name of the fleet.");
        }
        Optional<String> name = file.text(FleetKeys.NAME);
        name.filter(given -> !MachineName.isValid(given))
                .ifPresent(given -> problems.add(
                        file.placeOf(FleetKeys.NAME),
                        "\"" + PrintableText.of(given) + "\" cannot be the name of a fleet",
                        NAME_RULE));
        return name.orElse("");
    }

    private void group(YamlValue.Entry entry, Layer below, Place driverAt) {
        String what = "group \"" + PrintableText.of(entry.key()) + "\"";
        Fields fields = Fields.open(entry.value(), what, problems).onlyWith(FleetKeys.OF_GROUP, what);
        MachineSettings settings =
                layers.read(fields, true, below.driver(), driverAt).over(below).settings();
        layers.check(
                settings.engine(), fields.has(FleetKeys.ENGINE) ? fields.placeOf(FleetKeys.ENGINE) : entry.place());
        List<String> names = names(entry, fields);
        groups.add(new FleetGroup(entry.key(), names, entry.place()));
        names.forEach(name -> add(new FleetMachine(name, entry.key(), settings, entry.place())));
    }

    private List<String> names(YamlValue.Entry entry, Fields fields) {
        boolean counted = fields.has(FleetKeys.COUNT);
        Optional<Integer> count = fields.wholeNumber(FleetKeys.COUNT, 0, MOST_OF_GROUP);
        Place place = fields.has(FleetKeys.NAMES) ? fields.placeOf(FleetKeys.NAMES) : entry.place();
        Optional<String> template = fields.text(FleetKeys.NAMES);
        if (fields.has(FleetKeys.NAMES) && template.isEmpty()) {
            return List.of();
        }
        boolean numbered = template.map(text -> text.contains(NUMBER)).orElse(counted);
        if (template.isPresent() && numbered && !counted) {
            problems.add(place, "names has " + NUMBER + ", but the group has no count", "Add count.");
            return List.of();
        }
        if (!numbered && count.orElse(1) > 1) {
            problems.add(
                    place,
                    "names has no " + NUMBER + ", so that all machines of the group would have one name",
                    "Add " + NUMBER + ", which stands for the number of a machine.");
            return List.of();
        }
        String text = template.orElse(counted ? entry.key() + "-" + NUMBER : entry.key());
        String first = text.replace(NUMBER, "1");
        if (!MachineName.isValid(first)) {
            problems.add(place, "\"" + PrintableText.of(first) + "\" cannot be the name of a machine", NAME_RULE);
            return List.of();
        }
        int wanted = count.orElse(counted ? 0 : 1);
        declared += wanted;
        if (declared > MOST_MACHINES) {
            problems.add(Place.START, "the fleet file has more than " + MOST_MACHINES + " machines");
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (int n = 1; n <= wanted; n++) {
            names.add(text.replace(NUMBER, String.valueOf(n)));
        }
        return names;
    }

    private void add(FleetMachine machine) {
        FleetMachine other = machines.get(machine.name());
        if (other != null) {
            problems.add(
                    machine.place(),
                    "machine \"" + machine.name() + "\" of group \"" + PrintableText.of(machine.group())
                            + "\" is already in group \"" + PrintableText.of(other.group()) + "\", at "
                            + other.place(),
                    "Give one of the groups other names.");
        } else {
            machines.put(machine.name(), machine);
        }
    }
}
