package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.DriverSpec;
import io.onemachine.cli.spec.Operands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the completion script for fish: one {@code complete} for every option and word. */
final class FishCompletion {
    private static final String COMPLETE = "complete -c docker-machine";

    private FishCompletion() {}

    static String script(CommandLineSpec commandLineSpec) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("with-value", withValue(commandLineSpec));
        places.put("options", options(commandLineSpec));
        places.put("commands", commands(commandLineSpec));
        places.put("groups", groups(commandLineSpec));
        places.put("use-summary", ShellText.fishQuoted(ShellFunction.USE.summary()));
        places.put("operands", operands(commandLineSpec));
        places.put("drivers", ShellText.driverNames(commandLineSpec));
        places.put("states", "{" + String.join(",", ShellText.states()) + "}");
        places.put("default-driver", commandLineSpec.defaultDriver());
        return ScriptTemplate.load("fish.template").fill(places);
    }

    private static String withValue(CommandLineSpec commandLineSpec) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        addNames(names, "''", commandLineSpec.globals());
        for (CommandSpec command : ShellText.allCommands(commandLineSpec)) {
            addNames(names, word(command.name()), command.flags());
            if (command.operands() == Operands.NEW_MACHINES) {
                commandLineSpec.drivers().forEach(driver -> addNames(names, word(command.name()), driver.flags()));
            }
        }
        List<String> cases = new ArrayList<>();
        names.forEach((command, options) ->
                cases.add("        case " + command + "\n            printf '%s\\n' " + String.join(" ", options)));
        return String.join("\n", cases);
    }

    private static void addNames(Map<String, Set<String>> names, String command, List<Flag> flags) {
        for (Flag flag : flags) {
            if (ShellText.takesValue(flag)) {
                names.computeIfAbsent(command, key -> new TreeSet<>()).addAll(flag.names());
            }
        }
    }

    private static String options(CommandLineSpec commandLineSpec) {
        List<String> lines = new ArrayList<>();
        add(lines, "__docker_machine_is \"\"", commandLineSpec.globals());
        for (CommandSpec command : ShellText.allCommands(commandLineSpec)) {
            add(lines, "__docker_machine_is " + word(command.name()), command.flags());
        }
        for (DriverSpec driver : commandLineSpec.drivers()) {
            add(lines, "__docker_machine_creates_with " + driver.name(), driver.flags());
        }
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String condition, List<Flag> flags) {
        for (Flag flag : flags) {
            StringBuilder line = new StringBuilder(COMPLETE).append(" -n ").append(ShellText.fishQuoted(condition));
            for (String name : flag.names()) {
                line.append(name.length() == 1 ? " -s " : " -l ").append(name);
            }
            if (ShellText.takesValue(flag)) {
                line.append(values(flag));
            }
            lines.add(line.append(" -d ")
                    .append(ShellText.fishQuoted(flag.description()))
                    .toString());
        }
    }

    private static String values(Flag flag) {
        return switch (flag.hint()) {
            case ANYTHING -> " -x";
            case CHOICE -> " -x -a " + ShellText.fishQuoted(String.join(" ", flag.choices()));
            case FILE -> " -r -F";
            case FOLDER -> " -x -a '(__fish_complete_directories)'";
            case DRIVER -> " -x -a '(__docker_machine_drivers)'";
            case MACHINE -> " -x -a '(__docker_machine_machines)'";
            case FILTER -> " -x -a '(__docker_machine_filters)'";
        };
    }

    private static String commands(CommandLineSpec commandLineSpec) {
        List<String> lines = new ArrayList<>();
        for (CommandSpec command : commandLineSpec.firstWords()) {
            lines.add(COMPLETE + " -n '__docker_machine_is \"\"' -a " + command.name() + " -d "
                    + ShellText.fishQuoted(command.summary()));
        }
        for (CommandSpec group : commandLineSpec.groups()) {
            for (CommandSpec command : commandLineSpec.commandsOf(group)) {
                lines.add(COMPLETE + " -n '__docker_machine_is " + group.name() + "' -a " + command.lastWord() + " -d "
                        + ShellText.fishQuoted(command.summary()));
            }
        }
        return String.join("\n", lines);
    }

    private static String groups(CommandLineSpec commandLineSpec) {
        return ShellText.names(commandLineSpec.groups());
    }

    /** Returns a command's name as one word of fish. */
    private static String word(String name) {
        return name.contains(" ") ? '"' + name + '"' : name;
    }

    private static String operands(CommandLineSpec commandLineSpec) {
        List<String> lines = new ArrayList<>();
        ShellText.byOperands(commandLineSpec)
                .forEach((operands, commands) -> add(lines, operands, commands, commandLineSpec));
        return String.join("\n", lines);
    }

    private static void add(
            List<String> lines, Operands operands, List<String> commands, CommandLineSpec commandLineSpec) {
        String names =
                String.join(" ", commands.stream().map(FishCompletion::word).toList());
        String anywhere = COMPLETE + " -n '__docker_machine_is " + names + "'";
        String first = COMPLETE + " -n '__docker_machine_is_at 0 " + names + "'";
        switch (operands) {
            case NONE, NEW_MACHINE, NEW_MACHINES, SUBCOMMAND -> {}
            case MACHINE,
                    MACHINE_AND_COMMAND,
                    MACHINE_AND_NEW_NAME,
                    MACHINE_AND_NEW_SNAPSHOT,
                    MACHINE_AND_SNAPSHOT,
                    NAMED_MACHINE -> lines.add(first + " -a '(__docker_machine_machines)'");
            case MACHINES, MACHINES_AND_LABELS, NAMED_MACHINES ->
                lines.add(anywhere + " -a '(__docker_machine_machines)'");
            case SWARM_SECRET -> {
                lines.add(first + " -a 'tokens ca unlock-key'");
                lines.add(COMPLETE + " -n '__docker_machine_is_at 1 " + names + "' -a '(__docker_machine_machines)'");
            }
            case COPY -> lines.add(anywhere + " -F -a '(__docker_machine_remote_machines)'");
            case MOUNT -> {
                lines.add(first + " -a '(__docker_machine_remote_machines)'");
                lines.add(COMPLETE + " -n '__docker_machine_is_at 1 " + names + "' -a '(__fish_complete_directories)'");
            }
            case COMMAND -> {
                lines.add(first + " -a '" + ShellText.names(commandLineSpec.firstWords()) + "'");
                for (CommandSpec group : commandLineSpec.groups()) {
                    lines.add(COMPLETE + " -n '__docker_machine_is_at 1 " + names + "; and contains "
                            + group.name() + " $__docker_machine_given' -a '"
                            + ShellText.secondWords(commandLineSpec, group) + "'");
                }
            }
            case SHELL -> lines.add(first + " -a '" + String.join(" ", CommandLineSpec.SHELLS) + "'");
        }
    }
}
