package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.CustomAttributes;
import io.onemachine.driver.opennebula.option.Lease;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.ScheduledAction;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;

/**
 * Builds the template that is sent to create a machine's VM: the whole template, or the attributes that replace those of an existing
 * one. An attribute replaces all of that name there.
 */
public final class VmTemplateBuilder {

    private static final String DISK = "DISK";

    private final VmPlan plan;
    private final OpenNebulaConfig config;
    private final String hostName;

    /** @param hostName the host name of the VM */
    public VmTemplateBuilder(VmPlan plan, OpenNebulaConfig config, String hostName) {
        this.plan = plan;
        this.config = config;
        this.hostName = hostName;
    }

    /** Returns the description with all that a machine needs. */
    public Template forLogin(SshBootstrapKeys login) {
        return description(login, true);
    }

    /** Returns the description without user data of ours: an image that has only cloud-init cannot be set up with it. */
    public Template withoutUserData(SshBootstrapKeys login) {
        return description(login, false);
    }

    private Template description(SshBootstrapKeys login, boolean forCloudInit) {
        Template own = CustomAttributes.of(config.texts(OpenNebulaOption.ATTRIBUTE));
        Template description = plan.image().map(this::ownHardware).orElse(Template.EMPTY);
        description = withIfGiven(description, "CPU", config.text(OpenNebulaOption.CPU));
        description = withIfGiven(description, "VCPU", config.text(OpenNebulaOption.VCPU));
        description = withIfGiven(description, "MEMORY", config.text(OpenNebulaOption.MEMORY));
        for (Vector card : plan.cards()) {
            description = description.with(card);
        }
        if (config.has(OpenNebulaOption.CPU_MODEL)) {
            description = description.with(
                    Vector.of(VmAttributes.CPU_MODEL).with("MODEL", config.text(OpenNebulaOption.CPU_MODEL)));
        }
        if (plan.vmGroup().isPresent()) {
            description = description.with(plan.vmGroup().get());
        }
        description = withAll(description, plan.inputs());
        description = withAll(description, Scheduling.of(config, plan.inherited()));
        description = withAll(description, lease());
        description =
                withIfGiven(description, VmAttributes.LABELS, String.join(",", config.texts(OpenNebulaOption.LABEL)));
        description = replacing(description, own);
        String sshUser = config.text(BaseDriverConfig.SSH_USER);
        Vector context = ContextBuilder.merge(givenContext(own), sshUser, login);
        if (forCloudInit) {
            context = CloudInit.addTo(context, hostName, sshUser, login);
        }
        return description.with(context).with(VmAttributes.TAG, config.tag());
    }

    /** Returns whether the user data, if there is any, takes what prepares the login on an image with cloud-init. */
    public boolean reachesCloudInit() {
        return givenUserData().takesParts();
    }

    /** Returns whether the user data gives the VM host keys of its own. */
    public boolean givesHostKeys() {
        return givenUserData().givesHostKeys();
    }

    private GivenUserData givenUserData() {
        return GivenUserData.of(givenContext(CustomAttributes.of(config.texts(OpenNebulaOption.ATTRIBUTE))));
    }

    /** Returns the CONTEXT of the template and of the options. */
    private Vector givenContext(Template own) {
        Vector inherited = config.isOn(OpenNebulaOption.CONTEXT_REPLACE)
                ? Vector.of(ContextBuilder.CONTEXT)
                : plan.inherited().vector(ContextBuilder.CONTEXT).orElse(Vector.of(ContextBuilder.CONTEXT));
        for (Vector given : own.vectors(ContextBuilder.CONTEXT)) {
            for (var entry : given.values().entrySet()) {
                inherited = inherited.with(entry.getKey(), entry.getValue());
            }
        }
        if (!hostName.equals(config.machineName())) {
            inherited = ContextBuilder.withHostName(inherited, hostName);
        }
        return plan.userData().isPresent() ? plan.userData().get().addTo(inherited) : inherited;
    }

    /** Replaces attributes by the user's own; additional disks are kept beside them, and CONTEXT is merged. */
    private Template replacing(Template description, Template own) {
        Template changed = description;
        for (Attribute attribute : own.attributes()) {
            if (!attribute.name().equals(DISK)) {
                changed = changed.without(attribute.name());
            }
        }
        return withAll(changed, own.without(ContextBuilder.CONTEXT));
    }

    /** Returns the lease together with the template's own scheduled actions. */
    private Template lease() {
        return Lease.parse(config.text(OpenNebulaOption.LEASE))
                .map(lease -> withAll(
                                Template.EMPTY,
                                new Template(plan.inherited().attributes().stream()
                                        .filter(attribute -> attribute.name().equals(ScheduledAction.ATTRIBUTE))
                                        .toList()))
                        .with(lease.action())
                        .with(VmAttributes.LEASE, "+" + lease.seconds()))
                .orElse(Template.EMPTY);
    }

    private Template ownHardware(Image found) {
        Template hardware = Template.EMPTY
                .with("NAME", config.machineName())
                .with(Vector.of("OS").with("BOOT", "disk0"))
                .with(disk(found));
        if (config.has(OpenNebulaOption.B2D_SIZE)) {
            hardware = hardware.with(Vector.of(DISK)
                    .with("SIZE", config.text(OpenNebulaOption.B2D_SIZE))
                    .with("TYPE", "fs")
                    .with("FORMAT", "raw"));
        }
        if (config.vncDisabled()) {
            return hardware;
        }
        // Reachable for all who reach the hypervisor, as in the Go driver, unless an address is given.
        String address = config.has(OpenNebulaOption.VNC_LISTEN) ? config.text(OpenNebulaOption.VNC_LISTEN) : "0.0.0.0";
        return hardware.with(Vector.of("GRAPHICS").with("LISTEN", address).with("TYPE", "vnc"));
    }

    private Vector disk(Image found) {
        Vector disk = Vector.of(DISK);
        if (config.has(OpenNebulaOption.IMAGE_ID)) {
            disk = disk.with("IMAGE_ID", config.text(OpenNebulaOption.IMAGE_ID));
        } else {
            disk = disk.with("IMAGE", found.name());
            disk = found.owner().userId() == plan.self().id()
                    ? disk
                    : disk.with("IMAGE_UNAME", found.owner().user());
        }
        disk = withIfGiven(disk, "SIZE", config.text(OpenNebulaOption.DISK_RESIZE));
        return withIfGiven(disk, "DEV_PREFIX", config.text(OpenNebulaOption.DEV_PREFIX));
    }

    private static Template withAll(Template template, Template more) {
        Template all = template;
        for (Attribute attribute : more.attributes()) {
            all = all.with(attribute);
        }
        return all;
    }

    private static Template withIfGiven(Template template, String name, String value) {
        return value.isEmpty() ? template : template.with(name, value);
    }

    private static Vector withIfGiven(Vector vector, String name, String value) {
        return value.isEmpty() ? vector : vector.with(name, value);
    }
}
