package io.onemachine.cli.spec;

/** The operands of a command: its arguments besides options. */
public enum Operands {
    /** No operands. */
    NONE(""),
    /** One machine, or the default one. */
    MACHINE("[MACHINE]"),
    /** Machines, or the default one. */
    MACHINES("[MACHINE...]"),
    /** One machine, which has to be named. */
    NAMED_MACHINE("MACHINE"),
    /** At least one machine. */
    NAMED_MACHINES("MACHINE..."),
    /** Machines, then labels. */
    MACHINES_AND_LABELS("MACHINE... [LABEL...]"),
    /** A machine and its new name. */
    MACHINE_AND_NEW_NAME("MACHINE NAME"),
    /** A machine, then perhaps a name for a snapshot. */
    MACHINE_AND_NEW_SNAPSHOT("MACHINE [SNAPSHOT]"),
    /** A machine, then one of its snapshots. */
    MACHINE_AND_SNAPSHOT("MACHINE SNAPSHOT"),
    /** A secret of a swarm, then perhaps a machine of it. */
    SWARM_SECRET("tokens|ca|unlock-key [MACHINE]"),
    /** The name of one machine to create. */
    NEW_MACHINE("NAME"),
    /** Names of machines to create. */
    NEW_MACHINES("NAME..."),
    /** A machine, then a command to run there. */
    MACHINE_AND_COMMAND("[MACHINE] [ARGUMENT...]"),
    /** Source and destination; each may be {@code MACHINE:PATH}. */
    COPY("[[USER@]MACHINE:]PATH [[USER@]MACHINE:]PATH"),
    /** {@code MACHINE:PATH}, then a folder of this computer. */
    MOUNT("MACHINE:PATH [FOLDER]"),
    /** A command of this program; one of a group has two words. */
    COMMAND("[COMMAND...]"),
    /** The second word of a command's name. */
    SUBCOMMAND("COMMAND"),
    /** A shell that has scripts. */
    SHELL("SHELL");

    private final String synopsis;

    Operands(String synopsis) {
        this.synopsis = synopsis;
    }

    /** Returns the operands as a manual page writes them; empty for {@link #NONE}. */
    public String synopsis() {
        return synopsis;
    }
}
