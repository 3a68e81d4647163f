package io.onemachine.cli.help;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.DriverSpec;
import io.onemachine.cli.spec.Operands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the manual: a page for the program, and one for each command. */
public final class ManualPages {
    private static final String NOTHING_CREATED = "A check before creating failed; nothing was created.";

    private static final List<String> STORE = List.of("The store, unless --storage-path names another one.");

    private final CommandLineSpec commandLineSpec;

    public ManualPages(CommandLineSpec commandLineSpec) {
        this.commandLineSpec = commandLineSpec;
    }

    /** Returns all pages by file name; the same text for the same command line. */
    public Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(CommandLineSpec.PROGRAM + ".1", program());
        for (CommandSpec command : commandLineSpec.commands()) {
            pages.put(pageName(command) + ".1", command(command));
        }
        for (CommandSpec group : commandLineSpec.groups()) {
            pages.put(pageName(group) + ".1", group(group));
        }
        return pages;
    }

    private static String pageName(CommandSpec command) {
        return CommandLineSpec.PROGRAM + "-" + command.name().replace(' ', '-');
    }

    private String source() {
        return CommandLineSpec.PROGRAM + " " + commandLineSpec.version();
    }

    private String program() {
        Roff page = new Roff(CommandLineSpec.PROGRAM, source());
        page.section("NAME").text(CommandLineSpec.PROGRAM + " - create and manage machines that run Docker");
        page.section("SYNOPSIS").bold(CommandLineSpec.PROGRAM, "[OPTIONS] COMMAND [ARGUMENT...]");
        page.section("DESCRIPTION").paragraphs("""
                        Creates hosts with a driver, by default virtual machines of an OpenNebula cloud, installs a Docker
                        Engine that is protected by TLS on each, and shows docker(1) how to reach it.

                        Options begin with one dash or two. Their values follow after a blank or an equals sign; a switch
                        is taken back with =false. Options of the program stand before the command, those of a command
                        anywhere after it; -- ends them. An option that has environment variables takes its value from
                        the first of them that is set when it is not given.

                        Progress is written to standard output and errors to standard error; a command that succeeds
                        writes nothing there.""");
        options(page.section("OPTIONS"), commandLineSpec.globals());
        page.entry(List.of("--help", "-h"), "", List.of("Show the list of commands."));
        page.section("COMMANDS");
        commands(page, commandLineSpec.firstWords());
        environment(page, List.of(commandLineSpec.globals()), true);
        exitStatus(page, Operands.NONE, "", NOTHING_CREATED);
        page.section("FILES")
                .entry(List.of("~/.docker/machine"), "", STORE)
                .entry(
                        List.of("~/.docker/machine/certs"),
                        "",
                        List.of("The certificate authority and the client certificate that all machines share."))
                .entry(
                        List.of("~/.docker/machine/machines/NAME"),
                        "",
                        List.of("A machine: its configuration, keys and certificates. Secret."));
        List<String> others = new ArrayList<>(
                commandLineSpec.firstWords().stream().map(ManualPages::pageName).toList());
        seeAlso(page, others);
        return page.toString();
    }

    private static void commands(Roff page, List<CommandSpec> commands) {
        for (CommandSpec command : commands) {
            page.entry(List.of(pageName(command) + "(1)"), "", List.of(command.summary() + "."));
        }
    }

    /** Starts a page: its name, and the summary with a small letter. */
    private Roff page(CommandSpec command) {
        Roff page = new Roff(pageName(command), source());
        String summary = command.summary().substring(0, 1).toLowerCase(Locale.ROOT)
                + command.summary().substring(1);
        page.section("NAME").text(pageName(command) + " - " + summary);
        return page;
    }

    private String group(CommandSpec group) {
        Roff page = page(group);
        page.section("SYNOPSIS").bold(CommandLineSpec.PROGRAM + " " + group.name(), "COMMAND [OPTIONS] [ARGUMENT...]");
        page.section("DESCRIPTION").paragraphs(group.description());
        page.section("COMMANDS");
        commands(page, commandLineSpec.commandsOf(group));
        exitStatus(page, Operands.NONE, "", "");
        List<String> others = new ArrayList<>(List.of(CommandLineSpec.PROGRAM));
        commandLineSpec.commandsOf(group).forEach(command -> others.add(pageName(command)));
        seeAlso(page, others);
        return page.toString();
    }

    private String command(CommandSpec command) {
        Roff page = page(command);
        String synopsis = (command.flags().isEmpty() ? "" : "[OPTIONS] ")
                + command.operands().synopsis();
        page.section("SYNOPSIS").bold(CommandLineSpec.PROGRAM + " " + command.name(), synopsis.strip());
        page.section("DESCRIPTION").paragraphs(command.description());
        options(page.section("OPTIONS"), command.flags());
        page.entry(List.of("--help", "-h"), "", List.of("Show how the command is used."));
        List<List<Flag>> flags = new ArrayList<>(List.of(command.flags()));
        if (command.operands() == Operands.NEW_MACHINES) {
            for (DriverSpec driver : commandLineSpec.drivers()) {
                flags.add(driver.flags());
                page.section("OPTIONS OF DRIVER " + driver.name());
                options(page, driver);
            }
        }
        environment(page, flags, false);
        exitStatus(page, command.operands(), differences(command), refusal(command));
        if (command.operands() != Operands.COMMAND && command.operands() != Operands.SHELL) {
            page.section("FILES").entry(List.of("~/.docker/machine"), "", STORE);
        }
        seeAlso(page, List.of(CommandLineSpec.PROGRAM));
        return page.toString();
    }

    private static void options(Roff page, DriverSpec driver) {
        if (driver.flags().isEmpty()) {
            page.text("None.");
        } else if (driver.groups().isEmpty()) {
            options(page, driver.flags());
        }
        for (FlagGroup group : driver.groups()) {
            options(page.subsection(group.title()), group.flags());
        }
    }

    private static void options(Roff page, List<Flag> flags) {
        for (Flag flag : flags) {
            List<String> terms = flag.names().stream()
                    .map(name -> (name.length() == 1 ? "-" : "--") + name)
                    .toList();
            List<String> sentences = new ArrayList<>(List.of(sentence(flag.description())));
            String defaults = String.join(", ", flag.defaults());
            if (!defaults.isEmpty()) {
                sentences.add("Default: " + defaults + ".");
            }
            if (!flag.environment().isEmpty()) {
                sentences.add("Environment: " + String.join(", ", flag.environment()) + ".");
            }
            page.entry(terms, flag.valueName(), sentences);
        }
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static void environment(Roff page, List<List<Flag>> flags, boolean ofProgram) {
        Map<String, String> variables = new TreeMap<>();
        for (List<Flag> group : flags) {
            for (Flag flag : group) {
                for (String variable : flag.environment()) {
                    variables.put(variable, "The value of --" + flag.name() + " when that is not given.");
                }
            }
        }
        if (ofProgram) {
            variables.put("NO_COLOR", "When set, progress on a terminal has no colours.");
        }
        if (!variables.isEmpty()) {
            page.section("ENVIRONMENT");
            variables.forEach((variable, meaning) -> page.entry(List.of(variable), "", List.of(meaning)));
        }
    }

    /** Returns what exit code 3 of a command means; empty when it does not return that. */
    private static String refusal(CommandSpec command) {
        return switch (command.name()) {
            case "apply", "create", "import" -> NOTHING_CREATED;
            case "resize" -> "A quota refused the size; nothing was changed.";
            case "swarm init", "swarm join" -> "A check failed; nothing was changed.";
            default -> "";
        };
    }

    /** Returns what exit code 2 of a command means; empty when it does not return that. */
    private static String differences(CommandSpec command) {
        return switch (command.name()) {
            case "apply" -> "Something is left that needs another option.";
            case "diff" -> "The fleet differs from its file.";
            default -> "";
        };
    }

    private static void exitStatus(Roff page, Operands operands, String differences, String refusal) {
        page.section("EXIT STATUS").entry(List.of("0"), "", List.of("Done."));
        page.entry(List.of("1"), "", List.of("An error; standard error says which, and what to do."));
        if (!differences.isEmpty()) {
            page.entry(List.of("2"), "", List.of(differences));
        }
        if (!refusal.isEmpty()) {
            page.entry(List.of("3"), "", List.of(refusal));
        }
        page.entry(List.of("130", "143"), "", List.of("Ended by SIGINT or SIGTERM."));
        if (operands == Operands.MACHINE_AND_COMMAND) {
            page.entry(
                    List.of("any other"),
                    "",
                    List.of("That of the command on the machine; 255 when the connection itself failed."));
        }
    }

    private static void seeAlso(Roff page, List<String> others) {
        page.section("SEE ALSO");
        for (String other : others) {
            page.bold(other + "(1),", "");
        }
        page.bold("docker(1)", "");
    }
}
