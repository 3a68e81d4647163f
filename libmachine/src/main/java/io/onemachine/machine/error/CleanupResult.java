package io.onemachine.machine.error;

import io.onemachine.machine.reference.Reference;

/** The result of the rollback of a failed or interrupted creation. */
public sealed interface CleanupResult {
    /** Returns the machine's name. */
    String machine();

    /** Returns the meaning for the user, in whole sentences. */
    String text();

    /** Its host and its entry in the store are removed. */
    record Removed(String machine) implements CleanupResult {
        @Override
        public String text() {
            return "Machine \"" + machine + "\" was removed again. \"create " + Reference.option("keep-on-failure")
                    + "\" keeps what there is.";
        }
    }

    /** Everything is left as it was at the failure, as requested. */
    record Kept(String machine) implements CleanupResult {
        @Override
        public String text() {
            return "What there is of machine \"" + machine + "\" is kept. To remove it: "
                    + Reference.command("rm").with(machine) + ". To set it up when its host runs: "
                    + Reference.command("provision").with(machine);
        }
    }

    /**
     * It could not be removed completely; the store keeps what is needed to remove it.
     *
     * @param why why the removal failed
     */
    record Left(String machine, MachineException why) implements CleanupResult {
        @Override
        public String text() {
            String more = why.hint().map(hint -> "\n" + hint.strip()).orElse("");
            return "Machine \"" + machine + "\" could not be removed again: " + why.getMessage() + more
                    + "\nWhat there is of it is kept. To remove it: "
                    + Reference.command("rm").with(machine);
        }
    }
}
