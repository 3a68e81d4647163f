package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.auth.Session;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the status of many machines with one bulk query for each front end and user.
 *
 * <p>Some machines are left to their own queries: those whose credentials are missing, those whose VM has to be searched for by tag
 * or name, and a machine that is the only one at its front end.
 */
final class VmBulkStatus implements BulkStatusProvider {

    private record Place(URI endpoint, Session session) {}

    @Override
    public List<BulkQuery> queries(List<Driver> drivers) {
        Map<Place, List<OpenNebulaDriver>> places = new LinkedHashMap<>();
        for (Driver driver : drivers) {
            if (driver instanceof OpenNebulaDriver ours
                    && ours.settings().vmId().isPresent()) {
                add(ours, places);
            }
        }
        List<BulkQuery> looks = new ArrayList<>();
        places.forEach((place, machines) -> {
            if (machines.size() > 1) {
                looks.add(new VmPoolQuery(machines));
            }
        });
        return looks;
    }

    private static void add(OpenNebulaDriver driver, Map<Place, List<OpenNebulaDriver>> places) {
        try {
            CloudAccess access = driver.access();
            Place place =
                    new Place(access.endpoint().uri(), access.credentials().session());
            places.computeIfAbsent(place, none -> new ArrayList<>()).add(driver);
        } catch (DriverException e) {
            // The machine's own query fails in the same way and reports it.
        }
    }
}
