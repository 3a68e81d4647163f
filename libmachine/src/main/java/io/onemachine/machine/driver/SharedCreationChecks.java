package io.onemachine.machine.driver;

import java.util.List;

/** Checks machines together that are to be created together: each may fit alone where all of them do not. */
public interface SharedCreationChecks {
    /**
     * Checks whether all machines can be created; creates nothing. Blocks until the clouds answer; ends when the thread is interrupted.
     *
     * @param drivers drivers of this provider, at any number of accounts, that each passed {@link Driver#preCreateCheck()}
     * @throws io.onemachine.machine.error.MachineException naming what does not suffice for all of them, with the limit, the present use
     *     and the sum that they need
     */
    void check(List<Driver> drivers);
}
