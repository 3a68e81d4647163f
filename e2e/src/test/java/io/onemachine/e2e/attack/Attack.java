package io.onemachine.e2e.attack;

import java.nio.file.Path;

/**
 * An attack that the programs must refuse.
 *
 * @param name what is done, in one short line
 * @param trial does it
 */
record Attack(String name, Trial trial) {

    /** Runs an attack on the built programs. */
    interface Trial {
        /**
         * Fails, as an assertion does, when the attack is not refused, or when data is lost or disclosed.
         *
         * @param folder empty, for this attack alone
         * @return the line that the user sees
         */
        String refusal(Path folder) throws Exception;
    }
}
