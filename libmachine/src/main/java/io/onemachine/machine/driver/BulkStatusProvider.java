package io.onemachine.machine.driver;

import java.util.List;
import java.util.Map;

/**
 * Looks at many hosts at once, where one place knows about all of them.
 *
 * <p>What is seen is given to whoever asked for the look, and to nobody else: no driver remembers it, so {@link Driver#start()} and
 * the like always look anew.
 */
public interface BulkStatusProvider {
    /**
     * Puts together the hosts that one look can be about. Talks to nobody.
     *
     * @param drivers drivers of this provider's
     * @return the looks to take; a driver that is in none of them has to be asked itself
     */
    List<BulkQuery> queries(List<Driver> drivers);

    /** One look at the hosts of one place. */
    interface BulkQuery {
        /** Whose hosts it is about. */
        List<Driver> drivers();

        /**
         * Looks. Blocks until the place has answered, and ends when the thread is interrupted.
         *
         * @return what was seen of each driver's host; a driver that is missing has to be asked itself
         * @throws io.onemachine.machine.error.MachineException when nothing was seen; every driver has to be asked itself
         */
        Map<Driver, HostStatus> run();
    }
}
