package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.Quotas;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.template.Template;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the quotas of the user and of the user's group leave room for a VM. User 0 and group 0 have no effective
 * quotas.
 */
final class QuotaCheck {

    private final OpenNebulaClient client;
    private final OpenNebulaConfig config;
    private final User self;

    QuotaCheck(OpenNebulaClient client, OpenNebulaConfig config, User self) {
        this.client = client;
        this.config = config;
        this.self = self;
    }

    /**
     * Checks the quotas.
     *
     * @param inherited the template
     * @param inputs the answers to its user inputs
     * @param networks the number of addresses needed by network id
     * @param images the ids of the images in use
     * @throws DriverException when a quota is exceeded, with its limit and use
     */
    void check(Template inherited, Template inputs, Map<Integer, Integer> networks, List<Integer> images) {
        Map<String, BigDecimal> wanted = wanted(inherited, inputs);
        if (self.id() != 0) {
            check("user " + self.name(), self.quotas(), wanted, networks, images);
        }
        if (self.groupId() != 0) {
            check("group " + self.group(), quotasOfTheGroup(), wanted, networks, images);
        }
    }

    private Quotas quotasOfTheGroup() {
        try {
            return client.group(self.groupId()).quotas();
        } catch (ApiException e) {
            // The quotas may be unreadable for this user; OpenNebula checks them again.
            return Quotas.NONE;
        }
    }

    private void check(
            String whose,
            Quotas quotas,
            Map<String, BigDecimal> wanted,
            Map<Integer, Integer> networks,
            List<Integer> images) {
        wanted.forEach((metric, more) -> require(whose, metric, quotas.ofVms(metric), more));
        networks.forEach((id, more) ->
                require(whose, "addresses of network " + id, quotas.ofNetwork(id), BigDecimal.valueOf(more)));
        images.forEach(id -> require(whose, "VMs that use image " + id, quotas.ofImage(id), BigDecimal.ONE));
    }

    private void require(String whose, String metric, Optional<Quotas.Room> room, BigDecimal more) {
        if (room.isPresent() && room.get().isTooSmallFor(more)) {
            throw new DriverException(
                    "the quota of " + whose + " leaves no room: limit of " + metric + " "
                            + plain(room.get().limit()) + ", used "
                            + plain(room.get().used()) + ", this machine wants " + plain(more),
                    "Remove VMs, ask for less" + option(metric) + ", or ask the cloud's administrator for more.",
                    null);
        }
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

    /** Returns the amounts by metric; OpenNebula counts each for all VMs and for the running ones. */
    private Map<String, BigDecimal> wanted(Template inherited, Template inputs) {
        Map<String, BigDecimal> wanted = new LinkedHashMap<>();
        wanted.put("VMS", BigDecimal.ONE);
        amount("CPU", OpenNebulaOption.CPU, inherited, inputs).ifPresent(cpu -> wanted.put("CPU", cpu));
        amount("MEMORY", OpenNebulaOption.MEMORY, inherited, inputs).ifPresent(memory -> wanted.put("MEMORY", memory));
        Map<String, BigDecimal> running = new LinkedHashMap<>();
        wanted.forEach((metric, more) -> running.put("RUNNING_" + metric, more));
        wanted.putAll(running);
        return wanted;
    }

    private Optional<BigDecimal> amount(String name, OpenNebulaOption option, Template inherited, Template inputs) {
        String text = config.has(option)
                ? config.text(option)
                : inputs.single(name).or(() -> inherited.single(name)).orElse("");
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
