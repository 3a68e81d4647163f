package io.onemachine.cli.run;

import java.util.Optional;

/** The commands by name, with what is needed of each without loading its class. */
public enum CommandName {
    ACTIVE("active", "Print which machine DOCKER_HOST points at"),
    APPLY("apply", "Bring the machines of a fleet to what its file says"),
    CONFIG("config", "Print the connection options of a machine's engine for docker"),
    CONSOLE("console", "Show the screen of a machine's host"),
    CONTEXT_ADD(CommandGroup.CONTEXT, "add", "Add a docker context for machines"),
    CONTEXT_LS(CommandGroup.CONTEXT, "ls", "List the docker contexts of machines"),
    CONTEXT_RM(CommandGroup.CONTEXT, "rm", "Remove the docker contexts of machines"),
    CONTEXT_SYNC(CommandGroup.CONTEXT, "sync", "Write the docker contexts of all machines again"),
    CREATE("create", "Create a machine"),
    DESTROY("destroy", "Remove all machines of a fleet"),
    DIFF("diff", "Compare the machines of a fleet with its file"),
    ENV("env", "Print shell commands that point docker at a machine"),
    FLEET_EXPORT(CommandGroup.FLEET, "export", "Print a fleet file of machines that exist"),
    FLEET_LS(CommandGroup.FLEET, "ls", "List the fleets of the store"),
    FLEET_VALIDATE(CommandGroup.FLEET, "validate", "Check a fleet file"),
    GC("gc", "Remove hosts that no machine refers to any more"),
    IMPORT("import", "Make a machine of a host that exists"),
    INFO("info", "Print what the cloud knows of a machine's host"),
    INSPECT("inspect", "Print the configuration of a machine"),
    INVENTORY("inventory", "Print the machines as a dynamic inventory of Ansible"),
    IP("ip", "Print the IP address of machines"),
    KILL("kill", "Turn machines off without shutting them down"),
    LABEL("label", "Print or change the labels of machines in the cloud"),
    LEASE("lease", "Print or change when the cloud removes machines"),
    LOGS("logs", "Print the log of a machine's engine, or of its host in the cloud"),
    LS("ls", "List machines"),
    MOUNT("mount", "Mount a machine's folder on this computer, or unmount it"),
    PROVISION("provision", "Set machines up again"),
    REGENERATE_CERTS("regenerate-certs", "Create new certificates for machines"),
    RENAME("rename", "Rename a machine"),
    RESIZE("resize", "Change CPUs, memory and disk of machines"),
    RESTART("restart", "Restart machines"),
    RM("rm", "Remove machines"),
    SCP("scp", "Copy files from or to machines"),
    SNAPSHOT_CREATE(CommandGroup.SNAPSHOT, "create", "Take a snapshot of a machine"),
    SNAPSHOT_LS(CommandGroup.SNAPSHOT, "ls", "List the snapshots of a machine"),
    SNAPSHOT_REVERT(CommandGroup.SNAPSHOT, "revert", "Take a machine back to a snapshot"),
    SNAPSHOT_RM(CommandGroup.SNAPSHOT, "rm", "Remove a snapshot of a machine"),
    SSH("ssh", "Log in to a machine, or run a command there"),
    SSH_CONFIG("ssh-config", "Print the logins of machines in the format of ssh's configuration"),
    START("start", "Start machines"),
    STATUS("status", "Print the state of a machine"),
    STOP("stop", "Shut machines down"),
    SWARM_ACTIVATE(CommandGroup.SWARM, "activate", "Let machines get tasks of their swarm again"),
    SWARM_DEMOTE(CommandGroup.SWARM, "demote", "Make managers workers"),
    SWARM_DRAIN(CommandGroup.SWARM, "drain", "Move the tasks of machines to other nodes of their swarm"),
    SWARM_INIT(CommandGroup.SWARM, "init", "Create a swarm with a machine as its manager"),
    SWARM_JOIN(CommandGroup.SWARM, "join", "Let machines join a swarm"),
    SWARM_LEAVE(CommandGroup.SWARM, "leave", "Take machines out of their swarm"),
    SWARM_LS(CommandGroup.SWARM, "ls", "List the nodes of swarms"),
    SWARM_PROMOTE(CommandGroup.SWARM, "promote", "Make machines managers of their swarm"),
    SWARM_ROTATE(CommandGroup.SWARM, "rotate", "Replace join tokens, CA or unlock key of a swarm"),
    SWARM_UNLOCK(CommandGroup.SWARM, "unlock", "Unlock managers after a restart of their engines"),
    SWARM_UPGRADE(CommandGroup.SWARM, "upgrade", "Upgrade Docker on the machines of a swarm, one after the other"),
    UPGRADE("upgrade", "Upgrade Docker on machines"),
    URL("url", "Print the URL of a machine's engine"),
    VERSION("version", "Print the version of this program, or of a machine's engine"),
    COMPLETION("completion", "Print a script that completes commands in a shell"),
    SHELL_INIT("shell-init", "Print a script for a shell: docker-machine use, and the machine in the prompt"),
    HELP("help", "Show the list of commands, or how one is used");

    private final Optional<CommandGroup> group;
    private final String word;
    private final String summary;

    CommandName(String word, String summary) {
        this.group = Optional.empty();
        this.word = word;
        this.summary = summary;
    }

    CommandName(CommandGroup group, String word, String summary) {
        this.group = Optional.of(group);
        this.word = word;
        this.summary = summary;
    }

    /** Returns the name as it is typed; two words for a command of a group. */
    public String typed() {
        return group.map(first -> first.typed() + " ").orElse("") + word;
    }

    /** Returns the group that it belongs to. */
    public Optional<CommandGroup> group() {
        return group;
    }

    /** Returns the last word of its name. */
    String word() {
        return word;
    }

    /** Returns whether its single argument is the name of a machine. */
    public boolean isAboutAMachine() {
        return this != HELP
                && this != ACTIVE
                && this != CONTEXT_LS
                && this != CONTEXT_SYNC
                && this != DESTROY
                && this != FLEET_LS
                && this != FLEET_VALIDATE
                && this != GC
                && this != INVENTORY
                && this != LS
                && this != SWARM_LS
                && this != SWARM_ROTATE;
    }

    /** Returns whether its output is a result rather than progress. */
    public boolean printsResult() {
        return switch (this) {
            case ACTIVE,
                    COMPLETION,
                    CONFIG,
                    CONSOLE,
                    CONTEXT_LS,
                    DIFF,
                    ENV,
                    FLEET_EXPORT,
                    FLEET_LS,
                    FLEET_VALIDATE,
                    GC,
                    HELP,
                    INFO,
                    INSPECT,
                    INVENTORY,
                    IP,
                    LABEL,
                    LEASE,
                    LOGS,
                    LS,
                    SHELL_INIT,
                    SNAPSHOT_LS,
                    SSH_CONFIG,
                    STATUS,
                    SWARM_LS,
                    URL,
                    VERSION -> true;
            case APPLY,
                    CONTEXT_ADD,
                    CONTEXT_RM,
                    CONTEXT_SYNC,
                    CREATE,
                    DESTROY,
                    IMPORT,
                    KILL,
                    MOUNT,
                    PROVISION,
                    REGENERATE_CERTS,
                    RENAME,
                    RESIZE,
                    RESTART,
                    RM,
                    SCP,
                    SNAPSHOT_CREATE,
                    SNAPSHOT_REVERT,
                    SNAPSHOT_RM,
                    SSH,
                    START,
                    STOP,
                    SWARM_ACTIVATE,
                    SWARM_DEMOTE,
                    SWARM_DRAIN,
                    SWARM_INIT,
                    SWARM_JOIN,
                    SWARM_LEAVE,
                    SWARM_PROMOTE,
                    SWARM_ROTATE,
                    SWARM_UNLOCK,
                    SWARM_UPGRADE,
                    UPGRADE -> false;
        };
    }

    /** Returns one line for the list of commands. */
    public String summary() {
        return summary;
    }

    /** Returns the command of that name, one word; {@code h} stands for {@code help}. */
    public static Optional<CommandName> find(String name) {
        if (name.equals("h")) {
            return Optional.of(HELP);
        }
        for (CommandName command : values()) {
            if (command.group.isEmpty() && command.word.equals(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
