package io.onemachine.machine.driver;

import java.util.List;
import java.util.Map;

/**
 * Queries the status of many hosts at once, where one front end knows about all of them.
 *
 * <p>Only the caller gets the result: drivers do not remember it, so {@link Driver#start()} and the like always ask again.
 */
public interface BulkStatusProvider {
    /**
     * Groups drivers into bulk queries. Contacts no front end.
     *
     * @param drivers drivers of this provider
     * @return the queries; a driver in none of them has to be asked itself
     */
    List<BulkQuery> queries(List<Driver> drivers);

    /** One query about the hosts of one account. */
    interface BulkQuery {
        /** Returns the drivers whose hosts it covers. */
        List<Driver> drivers();

        /**
         * Runs the query. Blocks until the front end answers; ends when the thread is interrupted.
         *
         * @return the status of each driver's host; a missing driver has to be asked itself
         * @throws io.onemachine.machine.error.MachineException when the query failed; every driver has to be asked itself
         */
        Map<Driver, HostStatus> run();
    }
}
