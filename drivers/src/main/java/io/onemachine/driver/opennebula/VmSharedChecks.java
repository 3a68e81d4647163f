package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.access.ErrorTranslator;
import io.onemachine.driver.opennebula.plan.DemandCheck;
import io.onemachine.driver.opennebula.plan.VmPlan;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.SharedCreationChecks;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks the VMs of each user at each front end together. */
final class VmSharedChecks implements SharedCreationChecks {

    private record Account(URI endpoint, String user) {}

    @Override
    public void check(List<Driver> drivers) {
        Map<Account, List<OpenNebulaDriver>> accounts = new LinkedHashMap<>();
        for (Driver driver : drivers) {
            // Without a plan it creates no VM, but adopts one.
            if (driver instanceof OpenNebulaDriver ours && ours.plan().isPresent()) {
                CloudAccess access = ours.access();
                Account account = new Account(
                        access.endpoint().uri(), access.credentials().session().user());
                accounts.computeIfAbsent(account, none -> new ArrayList<>()).add(ours);
            }
        }
        accounts.values().forEach(VmSharedChecks::checkAccount);
    }

    private static void checkAccount(List<OpenNebulaDriver> drivers) {
        OpenNebulaDriver any = drivers.getFirst();
        List<VmPlan> plans = drivers.stream()
                .map(OpenNebulaDriver::plan)
                .map(plan -> plan.orElseThrow())
                .toList();
        ErrorTranslator.translate(any.access(), () -> DemandCheck.checkTogether(any.access(), any.shared(), plans));
    }
}
