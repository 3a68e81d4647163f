package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.CustomAttributes;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.plan.VmDemand.ImageUse;
import io.onemachine.opennebula.resource.Datastore;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates what a VM takes from quotas. What is not certain is left out: OpenNebula checks again. */
final class DemandEstimate {

    private static final String DISK = "DISK";
    private static final String SIZE = "SIZE";
    private static final String SYSTEM_DISK_SIZE = "SYSTEM_DISK_SIZE";

    private final CloudReader reader;
    private final OpenNebulaConfig config;
    private final Template inherited;
    private final Template inputs;

    /**
     * @param inherited the template
     * @param inputs the answers to its user inputs
     */
    DemandEstimate(CloudReader reader, OpenNebulaConfig config, Template inherited, Template inputs) {
        this.reader = reader;
        this.config = config;
        this.inherited = inherited;
        this.inputs = inputs;
    }

    VmDemand of(Map<Integer, VmDemand.NetworkUse> networks, List<ImageCheck.ImageDisk> disks) {
        Map<String, BigDecimal> metrics = capacity();
        if (isDiskSpaceLimited()) {
            metrics.put(SYSTEM_DISK_SIZE, BigDecimal.valueOf(diskSpace(disks)));
        }
        Map<Integer, ImageUse> images = new LinkedHashMap<>();
        for (ImageCheck.ImageDisk disk : disks) {
            Image image = disk.image();
            boolean isExclusive = image.persistent() && !config.isOn(OpenNebulaOption.PERSISTENT);
            images.put(image.id(), new ImageUse(image.name(), 1, isExclusive));
        }
        return new VmDemand(1, metrics, networks, images);
    }

    /** Returns the amounts by metric; OpenNebula counts each for all VMs and for the running ones. */
    private Map<String, BigDecimal> capacity() {
        Map<String, BigDecimal> capacity = new LinkedHashMap<>();
        capacity.put("VMS", BigDecimal.ONE);
        amount("CPU", OpenNebulaOption.CPU).ifPresent(cpu -> capacity.put("CPU", cpu));
        amount("MEMORY", OpenNebulaOption.MEMORY).ifPresent(memory -> capacity.put("MEMORY", memory));
        Map<String, BigDecimal> running = new LinkedHashMap<>();
        capacity.forEach((metric, more) -> running.put("RUNNING_" + metric, more));
        capacity.putAll(running);
        return capacity;
    }

    private Optional<BigDecimal> amount(String name, OpenNebulaOption option) {
        return number(
                config.has(option)
                        ? config.text(option)
                        : inputs.single(name).or(() -> inherited.single(name)).orElse(""));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isDiskSpaceLimited() {
        User self = reader.currentUser();
        return (self.id() != 0 && self.quotas().ofVms(SYSTEM_DISK_SIZE).isPresent())
                || (self.groupId() != 0
                        && reader.quotasOfGroup(self.groupId())
                                .ofVms(SYSTEM_DISK_SIZE)
                                .isPresent());
    }

    /** Returns the space in the system datastore in MB: of volatile disks, and of copies of images that are made there. */
    private long diskSpace(List<ImageCheck.ImageDisk> disks) {
        long space = number(config.text(OpenNebulaOption.B2D_SIZE))
                .map(BigDecimal::longValue)
                .orElse(0L);
        for (Vector disk : disksOfTemplates()) {
            if (!ImageCheck.isOfAnImage(disk)) {
                space += disk.value(SIZE)
                        .flatMap(DemandEstimate::number)
                        .map(BigDecimal::longValue)
                        .orElse(0L);
            }
        }
        for (ImageCheck.ImageDisk disk : disks) {
            if (isInSystemDatastore(disk.image())) {
                space += Math.max(0, disk.megabytes());
            }
        }
        return space;
    }

    /** Returns the disks of the template, or those of the options, which replace them. */
    private List<Vector> disksOfTemplates() {
        List<Vector> own = new ArrayList<>(
                CustomAttributes.of(config.texts(OpenNebulaOption.ATTRIBUTE)).vectors(DISK));
        return own.isEmpty() ? inherited.vectors(DISK) : own;
    }

    private boolean isInSystemDatastore(Image image) {
        // A system datastore's driver can be chosen, and the target with it.
        if (inherited.has("TM_MAD_SYSTEM")) {
            return false;
        }
        boolean isPersistent = image.persistent() || config.isOn(OpenNebulaOption.PERSISTENT);
        return reader.datastores().stream()
                .filter(datastore -> datastore.id() == image.datastoreId())
                .map(isPersistent ? Datastore::linkTarget : Datastore::cloneTarget)
                .anyMatch("SYSTEM"::equalsIgnoreCase);
    }
}
