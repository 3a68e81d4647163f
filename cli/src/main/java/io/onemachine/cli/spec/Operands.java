package io.onemachine.cli.spec;

/** What a command takes beside its options. */
public enum Operands {
    /** Nothing. */
    NONE(""),
    /** One machine, or the default one. */
    MACHINE("[MACHINE]"),
    /** Machines, or the default one. */
    MACHINES("[MACHINE...]"),
    /** One machine at least. */
    NAMED_MACHINES("MACHINE..."),
    /** Names of machines that are not there yet. */
    NEW_MACHINES("NAME..."),
    /** A machine, then what is run there. */
    MACHINE_AND_COMMAND("[MACHINE] [ARGUMENT...]"),
    /** Where from and where to; each may be {@code MACHINE:PATH}. */
    COPY("[[USER@]MACHINE:]PATH [[USER@]MACHINE:]PATH"),
    /** {@code MACHINE:PATH}, then a folder of this computer. */
    MOUNT("MACHINE:PATH [FOLDER]"),
    /** A command of this program. */
    COMMAND("[COMMAND]"),
    /** A shell that scripts are written for. */
    SHELL("SHELL");

    private final String synopsis;

    Operands(String synopsis) {
        this.synopsis = synopsis;
    }

    /** How a manual writes it; empty for {@link #NONE}. */
    public String synopsis() {
        return synopsis;
    }
}
