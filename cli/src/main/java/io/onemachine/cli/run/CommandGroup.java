package io.onemachine.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words that start commands of two words, such as {@code context} of {@code context add}. */
public enum CommandGroup {
    CONTEXT("context", "Manage docker contexts of machines"),
    FLEET("fleet", "Check, write and list fleet files"),
    SNAPSHOT("snapshot", "Manage snapshots of machines"),
    SWARM("swarm", "Manage swarms of machines in Docker's swarm mode");

    private final String typed;
    private final String summary;

    CommandGroup(String typed, String summary) {
        this.typed = typed;
        this.summary = summary;
    }

    /** Returns the first word of the group's commands. */
    public String typed() {
        return typed;
    }

    /** Returns one line for the list of commands. */
    public String summary() {
        return summary;
    }

    /** Returns the group's commands, in the order of its help page. */
    public List<CommandName> commands() {
        List<CommandName> commands = new ArrayList<>();
        for (CommandName command : CommandName.values()) {
            if (command.group().filter(group -> group == this).isPresent()) {
                commands.add(command);
            }
        }
        return commands;
    }

    /** Returns the group's command with this second word. */
    public Optional<CommandName> find(String word) {
        return commands().stream()
                .filter(command -> command.word().equals(word))
                .findFirst();
    }

    /** Returns the group with this first word. */
    public static Optional<CommandGroup> of(String word) {
        for (CommandGroup group : values()) {
            if (group.typed.equals(word)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }
}
