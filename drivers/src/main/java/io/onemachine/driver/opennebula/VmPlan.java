package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.util.Optional;

/**
 * What a machine's VM is to be made of: everything looked up and found fit, nothing made.
 *
 * @param self who makes it
 * @param template the template, if it is made from one
 * @param image the image, if it is made without a template
 * @param network the network that the options name, if they do
 * @param userData what cloud-init is to be told, if it is
 */
record VmPlan(
        User self,
        Optional<VmTemplate> template,
        Optional<Image> image,
        Optional<VirtualNetwork> network,
        Optional<UserData> userData) {

    /**
     * Looks everything up.
     *
     * @throws DriverException when something is missing or does not fit
     */
    static VmPlan of(CloudAccess access, VmConfig config) {
        Optional<UserData> userData = Optional.of(config.text(VmConfig.USER_DATA_FILE))
                .filter(file -> !file.isEmpty())
                .map(UserData::read);
        User self = access.client().self();
        CloudResources resources = new CloudResources(access.client(), config, self);
        Optional<VmTemplate> template = resources.template();
        Optional<Image> image = template.isPresent() ? Optional.empty() : Optional.of(resources.image());
        VmPlan plan = new VmPlan(self, template, image, resources.network(), userData);
        template.ifPresent(plan::checkTemplate);
        image.ifPresent(found -> checkSize(found, config));
        return plan;
    }

    private void checkTemplate(VmTemplate found) {
        String named = "template " + found.id() + " (" + found.name() + ")";
        if (found.template().vectors("DISK").stream().noneMatch(VmPlan::isImage)) {
            throw new DriverException(named + " has no disk with an image: a machine cannot boot from it");
        }
        if (network.isEmpty() && found.template().vectors("NIC").isEmpty()) {
            throw new DriverException(
                    named + " has no network: name one with --" + Flags.NETWORK_NAME + " or --" + Flags.NETWORK_ID);
        }
    }

    private static boolean isImage(Vector disk) {
        return disk.value("IMAGE").isPresent() || disk.value("IMAGE_ID").isPresent();
    }

    private static void checkSize(Image image, VmConfig config) {
        if (config.has(VmConfig.DISK_SIZE) && Long.parseLong(config.text(VmConfig.DISK_SIZE)) < image.sizeMb()) {
            throw new DriverException("--" + Flags.DISK_RESIZE + ": image \"" + image.name() + "\" has "
                    + image.sizeMb() + " MB and cannot be made smaller, to " + config.text(VmConfig.DISK_SIZE) + " MB");
        }
    }

    /**
     * What is sent to make the VM: all of it without a template, otherwise what is to replace attributes of the template.
     *
     * @param publicKey the key that is to be let in
     */
    Template description(VmConfig config, String publicKey) {
        Template description = image.map(found -> ownHardware(config, found)).orElse(Template.EMPTY);
        description = withIfGiven(description, "CPU", config.text(VmConfig.CPU));
        description = withIfGiven(description, "VCPU", config.text(VmConfig.VCPU));
        description = withIfGiven(description, "MEMORY", config.text(VmConfig.MEMORY));
        if (network.isPresent()) {
            description = description.with(nic(config, network.get()));
        }
        Vector inherited = template.flatMap(found -> found.template().vector(ContextMerge.CONTEXT))
                .orElse(Vector.of(ContextMerge.CONTEXT));
        Vector context = ContextMerge.into(inherited, config.text(BaseDriverConfig.SSH_USER), publicKey);
        return description
                .with(userData.isPresent() ? userData.get().into(context) : context)
                .with(VmLookup.TAG_ATTRIBUTE, config.tag());
    }

    private Template ownHardware(VmConfig config, Image found) {
        Template hardware = Template.EMPTY
                .with("NAME", config.machineName())
                .with(Vector.of("OS").with("BOOT", "disk0"))
                .with(disk(config, found));
        if (config.has(VmConfig.B2D_SIZE)) {
            hardware = hardware.with(Vector.of("DISK")
                    .with("SIZE", config.text(VmConfig.B2D_SIZE))
                    .with("TYPE", "fs")
                    .with("FORMAT", "raw"));
        }
        // Open to whoever reaches the hypervisor, as users of the Go driver expect it.
        return config.vncDisabled()
                ? hardware
                : hardware.with(Vector.of("GRAPHICS").with("LISTEN", "0.0.0.0").with("TYPE", "vnc"));
    }

    private Vector disk(VmConfig config, Image found) {
        Vector disk = Vector.of("DISK");
        if (config.has(VmConfig.IMAGE_ID)) {
            disk = disk.with("IMAGE_ID", config.text(VmConfig.IMAGE_ID));
        } else {
            disk = disk.with("IMAGE", found.name());
            disk = isOwn(found.owner().userId())
                    ? disk
                    : disk.with("IMAGE_UNAME", found.owner().user());
        }
        disk = withIfGiven(disk, "SIZE", config.text(VmConfig.DISK_SIZE));
        return withIfGiven(disk, "DEV_PREFIX", config.text(VmConfig.DEV_PREFIX));
    }

    private Vector nic(VmConfig config, VirtualNetwork found) {
        if (config.has(VmConfig.NETWORK_ID)) {
            return Vector.of("NIC").with("NETWORK_ID", config.text(VmConfig.NETWORK_ID));
        }
        Vector nic = Vector.of("NIC").with("NETWORK", found.name());
        return isOwn(found.owner().userId())
                ? nic
                : nic.with("NETWORK_UNAME", found.owner().user());
    }

    private boolean isOwn(int userId) {
        return userId == self.id();
    }

    private static Template withIfGiven(Template template, String name, String value) {
        return value.isEmpty() ? template : template.with(name, value);
    }

    private static Vector withIfGiven(Vector vector, String name, String value) {
        return value.isEmpty() ? vector : vector.with(name, value);
    }
}
