package io.onemachine.e2e;

import java.nio.file.Path;

/**
 * Something hostile that the programs have to refuse.
 *
 * @param name what is done, in one short line
 * @param trial does it
 */
record Attack(String name, Trial trial) {

    /** Carries an attack out with the built programs, as a user would meet it. */
    interface Trial {
        /**
         * Fails, as an assertion does, when the attack is not refused or something is lost or given away.
         *
         * @param folder empty, for this attack alone
         * @return the line that the user sees
         */
        String refusal(Path folder) throws Exception;
    }
}
