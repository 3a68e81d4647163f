package io.onemachine.devcloud.command;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Finds and runs commands. */
public final class Commands {

    private Commands() {}

    /**
     * Runs a command line.
     *
     * @param line the command and its words
     * @throws CommandException when it fails, with a message for the user
     */
    public static void run(List<String> line, Console console)
            throws CommandException, IOException, InterruptedException {
        String name = line.isEmpty() ? "help" : line.getFirst();
        List<String> rest = line.isEmpty() ? line : line.subList(1, line.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            run("help", List.of(name), console);
        } else {
            run(name, rest, console);
        }
    }

    private static void run(String name, List<String> rest, Console console)
            throws CommandException, IOException, InterruptedException {
        switch (name) {
            case "start" -> run(new Start(), name, rest, Start.OPTIONS, Start.FLAGS, console);
            case "stop" -> run(new Stop(), name, rest, Stop.OPTIONS, Set.of(), console);
            case "status" -> run(new Status(), name, rest, Status.OPTIONS, Set.of(), console);
            case "env" -> run(new Env(), name, rest, Env.OPTIONS, Set.of(), console);
            case "fault" -> run(new FaultCommand(), name, rest, FaultCommand.OPTIONS, Set.of(), console);
            case "state" -> run(new StateCommand(), name, rest, StateCommand.OPTIONS, Set.of(), console);
            case "calls" -> run(new Calls(), name, rest, Calls.OPTIONS, Set.of(), console);
            case "help", "--help", "-h" -> run(new Help(), "help", rest, Set.of("state"), Set.of(), console);
            default -> throw new CommandException("There is no command \"" + name + "\". Try 'devcloud help'.");
        }
    }

    private static void run(
            Command command, String name, List<String> words, Set<String> options, Set<String> flags, Console console)
            throws CommandException, IOException, InterruptedException {
        command.run(Arguments.parse(name, words, options, flags), console);
    }
}
