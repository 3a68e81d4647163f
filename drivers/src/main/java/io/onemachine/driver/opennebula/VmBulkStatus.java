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
 * Looks at the VMs of many machines: one look for each front end and user.
 *
 * <p>A machine whose credentials cannot be had is in no look and says so when it is asked itself. Neither is one whose VM has to be
 * searched for, by its tag or name, nor one that is alone at its front end: for that one its own question is as good.
 */
final class VmBulkStatus implements BulkStatusProvider {

    private record Place(URI endpoint, Session session) {}

    @Override
    public List<BulkQuery> queries(List<Driver> drivers) {
        Map<Place, List<OpenNebulaDriver>> places = new LinkedHashMap<>();
        for (Driver driver : drivers) {
            if (driver instanceof OpenNebulaDriver ours && ours.stored().vmId().isPresent()) {
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
            // Its own question ends in the same way, and is heard.
        }
    }
}
