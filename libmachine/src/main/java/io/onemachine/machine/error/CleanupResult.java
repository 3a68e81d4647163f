package io.onemachine.machine.error;

/** What has become of a machine whose creation failed or was interrupted. */
public sealed interface CleanupResult {
    /** The machine's name. */
    String machine();

    /** What it means to the user, in whole sentences. */
    String text();

    /** Its host and what the store had of it are gone again. */
    record Removed(String machine) implements CleanupResult {
        @Override
        public String text() {
            return "Machine \"" + machine + "\" was removed again. \"create --keep-on-failure\" keeps what there is.";
        }
    }

    /** Everything is as the failure left it, because that was asked for. */
    record Kept(String machine) implements CleanupResult {
        @Override
        public String text() {
            return "What there is of machine \"" + machine + "\" is kept. To remove it: docker-machine rm " + machine
                    + ". To set it up when its host runs: docker-machine provision " + machine;
        }
    }

    /**
     * It could not be removed, or not all of it; what is needed to remove it is in the store.
     *
     * @param why what went wrong when it was tried
     */
    record Left(String machine, MachineException why) implements CleanupResult {
        @Override
        public String text() {
            String more = why.hint().map(hint -> "\n" + hint.strip()).orElse("");
            return "Machine \"" + machine + "\" could not be removed again: " + why.getMessage() + more
                    + "\nWhat there is of it is kept. To remove it: docker-machine rm " + machine;
        }
    }
}
