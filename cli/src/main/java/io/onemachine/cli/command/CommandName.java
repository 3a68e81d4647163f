package io.onemachine.cli.command;

import java.util.Optional;

/** The commands there are. A command's class is loaded when it is asked for, not before. */
public enum CommandName {
    ACTIVE("active", "Print which machine DOCKER_HOST points at"),
    CONFIG("config", "Print the connection options of a machine's engine for docker"),
    CREATE("create", "Create a machine"),
    ENV("env", "Print shell commands that point docker at a machine"),
    INSPECT("inspect", "Print all there is to know about a machine"),
    IP("ip", "Print the IP address of machines"),
    KILL("kill", "Turn machines off without shutting them down"),
    LS("ls", "List machines"),
    RESTART("restart", "Restart machines"),
    RM("rm", "Remove machines"),
    SSH("ssh", "Log in to a machine, or run a command there"),
    START("start", "Start machines"),
    STATUS("status", "Print the state of a machine"),
    STOP("stop", "Shut machines down"),
    URL("url", "Print the URL of a machine's engine"),
    VERSION("version", "Print the version of this program, or of a machine's engine"),
    HELP("help", "Show the list of commands, or how one is used");

    private final String typed;
    private final String summary;

    CommandName(String typed, String summary) {
        this.typed = typed;
        this.summary = summary;
    }

    /** The name as it is typed. */
    public String typed() {
        return typed;
    }

    /** One line for the list of commands. */
    public String summary() {
        return summary;
    }

    /** The command of that name, or of its one-letter name. */
    public static Optional<CommandName> find(String name) {
        if (name.equals("h")) {
            return Optional.of(HELP);
        }
        for (CommandName command : values()) {
            if (command.typed.equals(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    public Command open() {
        return switch (this) {
            case ACTIVE -> new Active();
            case CONFIG -> new Config();
            case CREATE -> new Create();
            case ENV -> new Env();
            case INSPECT -> new Inspect();
            case IP -> new Ip();
            case KILL -> new Kill();
            case LS -> new Ls();
            case RESTART -> new Restart();
            case RM -> new Rm();
            case SSH -> new Ssh();
            case START -> new Start();
            case STATUS -> new Status();
            case STOP -> new Stop();
            case URL -> new Url();
            case VERSION -> new Version();
            case HELP -> new Help();
        };
    }
}
