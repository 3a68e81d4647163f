package io.onemachine.fleet.file;

import io.onemachine.machine.name.MachineName;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes a fleet file that {@link FleetFile#parse} reads back to the same machines. What all machines have in common is written once, under
 * {@code defaults}; machines of equal settings whose names are numbered from 1 become one group.
 */
public final class FleetWriter {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private FleetWriter() {}

    /**
     * Returns the text of a file.
     *
     * @param name the fleet's name
     * @param machines the settings by the machine's name, in the order to write; must hold no secrets
     * @throws IllegalArgumentException when a name is not one that a machine can have
     */
    public static String write(String name, Map<String, MachineSettings> machines) {
        checkName(name);
        machines.keySet().forEach(FleetWriter::checkName);
        return new FleetWriter().file(name, WrittenGroup.of(machines));
    }

    private static void checkName(String name) {
        if (!MachineName.isValid(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a machine or fleet");
        }
    }

    private String file(String name, List<WrittenGroup> groups) {
        line(0, "# yaml-language-server: $schema=" + FleetSchema.LOCATION);
        line(0, "name: " + YamlText.text(name));
        Map<String, List<String>> defaults = groups.size() > 1
                ? common(groups.stream().map(group -> lines(group.settings())).toList())
                : Map.of();
        if (!defaults.isEmpty()) {
            line(0, FleetKeys.DEFAULTS + ":");
            block(1, defaults);
        }
        line(0, groups.isEmpty() ? FleetKeys.MACHINES + ": {}" : FleetKeys.MACHINES + ":");
        for (WrittenGroup group : groups) {
            line(1, YamlText.key(group.key()) + ":");
            group.count().ifPresent(count -> line(2, FleetKeys.COUNT + ": " + count));
            group.names().ifPresent(names -> line(2, FleetKeys.NAMES + ": " + YamlText.text(names)));
            Map<String, List<String>> own = new LinkedHashMap<>(lines(group.settings()));
            defaults.keySet().forEach(own::remove);
            block(2, own);
        }
        return text.toString();
    }

    /** Returns what all have; options only when all are of one driver, because defaults have one. */
    private static Map<String, List<String>> common(List<Map<String, List<String>>> all) {
        Map<String, List<String>> common = new LinkedHashMap<>(all.getFirst());
        common.entrySet()
                .removeIf(entry ->
                        !all.stream().allMatch(one -> entry.getValue().equals(one.get(entry.getKey()))));
        if (!common.containsKey(FleetKeys.DRIVER)) {
            common.keySet().removeIf(path -> path.startsWith(FleetKeys.OPTIONS + "/"));
        }
        return common;
    }

    /** Returns the lines of each setting by its path, such as {@code engine/label}; the first line follows the key. */
    private static Map<String, List<String>> lines(MachineSettings settings) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        lines.put(FleetKeys.DRIVER, List.of(" " + YamlText.text(settings.driver())));
        settings.options()
                .forEach((option, values) -> lines.put(
                        FleetKeys.OPTIONS + "/" + OptionsReader.shortName(settings.driver(), option),
                        values.size() == 1
                                ? List.of(" " + YamlText.option(values.getFirst()))
                                : list(values, YamlText::option)));
        for (EngineKey key : EngineKey.values()) {
            if (settings.engineKeys().contains(key.key())) {
                lines.put(FleetKeys.ENGINE + "/" + key.key(), engine(key, settings));
            }
        }
        Optional.of(settings.ssh().hostKey())
                .filter(Predicate.not(HostKeyPolicy.BEST::equals))
                .ifPresent(policy -> lines.put(
                        FleetKeys.SSH + "/" + FleetKeys.HOST_KEY, List.of(" " + YamlText.text(policy.text()))));
        settings.ssh()
                .keyType()
                .map(SshKeyType::text)
                .ifPresent(type -> lines.put(FleetKeys.SSH + "/" + FleetKeys.KEY_TYPE, List.of(" " + type)));
        if (!settings.tlsSans().isEmpty()) {
            lines.put(FleetKeys.TLS_SAN, list(settings.tlsSans(), YamlText::text));
        }
        settings.labels().ifPresent(labels -> lines.put(FleetKeys.LABELS, list(labels, YamlText::text)));
        settings.lease().ifPresent(lease -> lines.put(FleetKeys.LEASE, List.of(" " + YamlText.text(lease.text()))));
        if (settings.context()) {
            lines.put(FleetKeys.CONTEXT, List.of(" true"));
        }
        if (settings.state() != PowerState.RUNNING) {
            lines.put(FleetKeys.STATE, List.of(" " + settings.state().text()));
        }
        return lines;
    }

    private static List<String> engine(EngineKey key, MachineSettings settings) {
        List<String> values = key.values(settings.engine());
        return switch (key.kind()) {
            case LIST -> list(values, YamlText::text);
            case TEXT -> List.of(" " + YamlText.text(values.getFirst()));
            case TRUTH -> List.of(" " + values.getFirst());
        };
    }

    private static List<String> list(List<String> values, Function<String, String> written) {
        if (values.isEmpty()) {
            return List.of(" []");
        }
        List<String> lines = new ArrayList<>(List.of(""));
        values.forEach(value -> lines.add("- " + written.apply(value)));
        return lines;
    }

    private void block(int depth, Map<String, List<String>> settings) {
        String open = "";
        for (Map.Entry<String, List<String>> setting : settings.entrySet()) {
            int slash = setting.getKey().indexOf('/');
            String parent = slash < 0 ? "" : setting.getKey().substring(0, slash);
            if (!parent.isEmpty() && !parent.equals(open)) {
                line(depth, parent + ":");
            }
            open = parent;
            int level = slash < 0 ? depth : depth + 1;
            List<String> lines = setting.getValue();
            line(level, YamlText.key(setting.getKey().substring(slash + 1)) + ":" + lines.getFirst());
            lines.stream().skip(1).forEach(item -> line(level + 1, item));
        }
    }

    private void line(int depth, String line) {
        text.append(INDENT.repeat(depth)).append(line).append('\n');
    }
}
