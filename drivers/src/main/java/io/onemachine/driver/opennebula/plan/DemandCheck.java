package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.plan.VmDemand.ImageUse;
import io.onemachine.driver.opennebula.plan.VmDemand.NetworkUse;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.opennebula.resource.Quotas;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualNetwork;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Checks that networks, images and the quotas of the user and of the user's group leave room for one VM, or for several together. User 0
 * and group 0 have no effective quotas.
 */
public final class DemandCheck {

    private final CloudReader reader;
    private final VmDemand wanted;

    DemandCheck(CloudReader reader, VmDemand wanted) {
        this.reader = reader;
        this.wanted = wanted;
    }

    /**
     * Checks the VMs of an account together.
     *
     * @param plans their plans, each of which has passed its own check
     * @throws DriverException naming what does not suffice, with its limit and use
     */
    public static void checkTogether(CloudAccess access, SharedAnswers shared, List<VmPlan> plans) {
        VmDemand sum = plans.stream().map(VmPlan::demand).reduce(VmDemand.NONE, VmDemand::plus);
        new DemandCheck(new CloudReader(access, shared), sum).check();
    }

    /** @throws DriverException naming what does not suffice, with its limit and use */
    void check() {
        wanted.networks().values().forEach(this::checkAddresses);
        wanted.images().forEach(this::checkExclusive);
        User self = reader.currentUser();
        if (self.id() != 0) {
            checkQuotas("user " + self.name(), self.quotas());
        }
        if (self.groupId() != 0) {
            checkQuotas("group " + self.group(), reader.quotasOfGroup(self.groupId()));
        }
    }

    private void checkAddresses(NetworkUse use) {
        VirtualNetwork network = use.network();
        long free = network.addresses() - network.usedLeases();
        if (free < use.addresses()) {
            throw new CapacityException(
                    "network " + network.id() + " (" + network.name() + ") has "
                            + (free <= 0
                                    ? "no free address"
                                    : free + (free == 1 ? " free address" : " free addresses") + ", where "
                                            + use.addresses() + " are needed" + forAll())
                            + ": " + network.usedLeases() + " of " + network.addresses() + " are taken",
                    "Choose another one with " + OpenNebulaOption.NETWORK_NAME + " or " + OpenNebulaOption.NETWORK_ID
                            + ", or remove VMs that use it.",
                    null);
        }
    }

    private void checkExclusive(int id, ImageUse use) {
        if (use.isExclusive() && use.vms() > 1) {
            throw new DriverException(
                    "image " + id + " (" + use.name() + ") is persistent, and " + use.vms() + " machines would use it",
                    "A persistent image is for one VM at a time; " + OpenNebulaOption.PERSISTENT
                            + " copies template and images for each.",
                    null);
        }
    }

    private void checkQuotas(String whose, Quotas quotas) {
        wanted.metrics().forEach((metric, more) -> require(whose, metric, quotas.ofVms(metric), more));
        wanted.networks()
                .forEach((id, use) -> require(
                        whose,
                        "addresses of network " + id,
                        quotas.ofNetwork(id),
                        BigDecimal.valueOf(use.addresses())));
        wanted.images()
                .forEach((id, use) ->
                        require(whose, "VMs that use image " + id, quotas.ofImage(id), BigDecimal.valueOf(use.vms())));
    }

    private void require(String whose, String metric, Optional<Quotas.Room> room, BigDecimal more) {
        if (room.isPresent() && room.get().isTooSmallFor(more)) {
            throw new CapacityException(
                    "the quota of " + whose + " leaves no room: limit of " + metric + " "
                            + plain(room.get().limit()) + ", used "
                            + plain(room.get().used()) + ", "
                            + (isOne() ? "this machine wants " : "these " + wanted.machines() + " machines want ")
                            + plain(more),
                    (isOne() ? "Remove VMs" : "Create fewer machines, remove VMs") + ", ask for less" + option(metric)
                            + ", or ask the cloud's administrator for more.",
                    null);
        }
    }

    private boolean isOne() {
        return wanted.machines() == 1;
    }

    private String forAll() {
        return isOne() ? "" : " for these " + wanted.machines() + " machines";
    }

    private static String option(String metric) {
        if (metric.endsWith("MEMORY")) {
            return " with " + OpenNebulaOption.MEMORY;
        }
        return metric.endsWith("CPU") ? " with " + OpenNebulaOption.CPU : "";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
