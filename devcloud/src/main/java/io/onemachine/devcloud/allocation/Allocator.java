package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.PlannedAction;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Creates VMs. Called inside {@link Cloud#locked}. */
public final class Allocator {

    /** The attributes of a VM's TEMPLATE; all others go to its USER_TEMPLATE. */
    private static final Set<String> TEMPLATE_ATTRIBUTES = Set.of(
            "CONTEXT",
            "CPU",
            "CPU_COST",
            "CPU_MODEL",
            "DISK",
            "DISK_COST",
            "EMULATOR",
            "FEATURES",
            "GRAPHICS",
            "INPUT",
            "MEMORY",
            "MEMORY_COST",
            "MEMORY_MAX",
            "MEMORY_SLOTS",
            "NIC",
            "NIC_ALIAS",
            "NUMA_NODE",
            "OS",
            "PCI",
            "RAW",
            "SCHED_ACTION",
            "SNAPSHOT",
            "TEMPLATE_ID",
            "TOPOLOGY",
            "VCPU",
            "VCPU_MAX",
            "VIDEO",
            "VMGROUP");

    private static final String ANY_CLUSTER = "(\"CLUSTERS/ID\" @> 0)";

    private static final int LONGEST_NAME = 128;
    private static final String NOT_IN_NAMES = "&|:\\\";/'#{}$<>\t\n\u000b\f\r";

    private final Cloud cloud;
    private final Clock clock;

    public Allocator(Cloud cloud, Clock clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    /**
     * Creates a VM from a template that {@link #authorize} has checked, and adds it to the cloud.
     *
     * @param hold whether the VM is on hold until it is released
     * @throws CloudException when the VM cannot be created; nothing has changed then
     */
    public VirtualMachine allocate(User owner, Attributes given, boolean hold) {
        int id = cloud.nextVmId();
        long now = clock.instant().getEpochSecond();
        String name = given.text("NAME").isEmpty() ? "one-" + id : given.text("NAME");
        requireName(name);
        Attributes template = new Attributes();
        Attributes userTemplate = new Attributes();
        given.copy().forEach((key, value) -> {
            if (TEMPLATE_ATTRIBUTES.contains(key)) {
                template.add(key, value);
            } else if (!key.equals("NAME")) {
                userTemplate.add(key, value);
            }
        });
        References references = new References(cloud, owner);
        try {
            template.set("DISK", new Disks(references).complete(template));
            new Nics(references, id).complete(template);
            planActions(template, now);
            for (Vector vector : template.vectors("VMGROUP")) {
                vector.with(
                        "VMGROUP_ID",
                        Integer.toString(references.vmGroup(vector).id()));
            }
            addOwn(template, id, hold);
            variables(template, userTemplate, owner, name, id).resolveRequirements();
            resolveContext(template, userTemplate, owner, name, id);
            Quotas.require(
                    cloud, owner, new Quota.Use(Quota.Usage.NONE, Quota.Usage.NONE, VirtualMachine.diskMb(template)));
        } catch (CloudException e) {
            cloud.networks().forEach(network -> network.release(id));
            throw e;
        }
        VirtualMachine vm = new VirtualMachine(new VirtualMachine.Snapshot(
                id,
                name,
                owner.id(),
                owner.group().id(),
                Permissions.PRIVATE,
                hold ? VmState.HOLD : VmState.PENDING,
                VmState.PENDING,
                now,
                0,
                "",
                template,
                userTemplate,
                List.of(),
                List.of(),
                null));
        cloud.add(vm);
        return vm;
    }

    private static void requireName(String name) {
        name.chars().filter(c -> NOT_IN_NAMES.indexOf(c) >= 0).findFirst().ifPresent(c -> {
            throw new CloudException(
                    ErrorCode.INTERNAL, "Invalid NAME, char '" + Character.toString(c) + "' is not allowed");
        });
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new CloudException(ErrorCode.INTERNAL, "Invalid NAME, max length is " + LONGEST_NAME + " chars");
        }
    }

    /**
     * Checks that a user may create a VM from this template.
     *
     * @param given the whole template
     * @param restricted the part of it in which restricted attributes are refused
     * @throws CloudException when the user may not
     */
    public void authorize(User user, Attributes given, Attributes restricted) {
        Restrictions.require(user, restricted);
        if (!user.isAdmin()) {
            authorizeUse(user, given);
        }
        Numbers.requireCapacity(given);
        Quota.Usage asked =
                new Quota.Usage(1, Long.parseLong(given.text("MEMORY")), Double.parseDouble(given.text("CPU")));
        Quotas.require(cloud, user, new Quota.Use(asked, asked, 0));
    }

    /** Resolves the context of a VM whose CONTEXT has been replaced. */
    public void resolveContext(VirtualMachine vm) {
        resolveContext(vm.template(), vm.userTemplate(), cloud.user(vm.ownerId()), vm.name(), vm.id());
    }

    /** Checks a new capacity of a VM: MEMORY, CPU or VCPU. */
    public void authorizeResize(User user, VirtualMachine vm, Attributes capacity) {
        Attributes after = new Attributes()
                .add("MEMORY", vm.template().text("MEMORY"))
                .add("CPU", vm.template().text("CPU"));
        after.replaceWith(capacity);
        Numbers.requireCapacity(after);
        if (!user.isAdmin()) {
            Quotas.require(
                    cloud,
                    cloud.user(vm.ownerId()),
                    added(
                            vm,
                            new Quota.Usage(
                                    0,
                                    Long.parseLong(after.text("MEMORY")) - vm.memoryMb(),
                                    Double.parseDouble(after.text("CPU")) - vm.cpu())));
        }
    }

    /** Checks that the disks and snapshots of a VM may take this much more, in MiB. */
    public void authorizeDisks(User user, VirtualMachine vm, long moreMb) {
        if (!user.isAdmin()) {
            Quotas.require(cloud, cloud.user(vm.ownerId()), new Quota.Use(Quota.Usage.NONE, Quota.Usage.NONE, moreMb));
        }
    }

    /** Checks that a VM fits into the quotas of its new owner. */
    public void authorizeOwner(User owner, VirtualMachine vm) {
        Quotas.require(cloud, owner, vm.use());
    }

    /** Checks that a stopped VM may run again under the quotas of running VMs. */
    public void authorizeRunning(VirtualMachine vm) {
        if (vm.use().running().equals(Quota.Usage.NONE)) {
            Quotas.require(cloud, cloud.user(vm.ownerId()), new Quota.Use(Quota.Usage.NONE, vm.usage(), 0));
        }
    }

    /** Returns the additional use of an existing VM, which counts as running only when the VM runs. */
    private static Quota.Use added(VirtualMachine vm, Quota.Usage more) {
        boolean runs = !vm.use().running().equals(Quota.Usage.NONE);
        return new Quota.Use(more, runs ? more : Quota.Usage.NONE, 0);
    }

    /** Checks the rights to images; a missing image is skipped here, because completing the disk reports it. */
    private void authorizeUse(User user, Attributes given) {
        References references = new References(cloud, user);
        List<Optional<Image>> images = given.vectors("DISK").stream()
                .map(disk -> {
                    try {
                        return references.image(disk);
                    } catch (CloudException e) {
                        return Optional.<Image>empty();
                    }
                })
                .toList();
        List<Network> networks = Stream.of("NIC", "NIC_ALIAS")
                .flatMap(name -> given.vectors(name).stream())
                .filter(nic -> !AutomaticNetworks.isAutomatic(nic))
                .map(references::network)
                .toList();
        images.forEach(image -> image.ifPresent(object -> cloud.authorize(user, object, Right.USE)));
        networks.forEach(network -> cloud.authorize(user, network, Right.USE));
    }

    private void addOwn(Attributes template, int id, boolean hold) {
        boolean clustered = false;
        if (template.has("DISK")) {
            template.set("AUTOMATIC_DS_REQUIREMENTS", ANY_CLUSTER);
            clustered = true;
        }
        if (template.has("NIC")) {
            template.set("AUTOMATIC_NIC_REQUIREMENTS", ANY_CLUSTER);
            Nics.applySecurityGroups(template);
            clustered = true;
        }
        String ofAll = cloud.release().commonRequirements();
        template.set("AUTOMATIC_REQUIREMENTS", clustered ? "(CLUSTER_ID = 0) & " + ofAll : ofAll);
        template.set("VMID", Integer.toString(id));
        if (hold) {
            template.set("SUBMIT_ON_HOLD", "YES");
        }
        Vector os = template.vector("OS").orElseGet(Vector::new);
        os.with("UUID", UUID.randomUUID().toString());
        template.set("OS", List.of(os));
    }

    /** Gives each planned action an id, unique in this cloud, and a time in seconds since 1970. */
    private void planActions(Attributes template, long now) {
        int next = cloud.nextActionId();
        for (Vector attribute : template.vectors(PlannedAction.ATTRIBUTE)) {
            PlannedAction.resolve(attribute, next, now);
            next++;
        }
    }

    private void resolveContext(Attributes template, Attributes userTemplate, User owner, String name, int id) {
        Variables variables = variables(template, userTemplate, owner, name, id);
        template.vector("CONTEXT")
                .ifPresent(given ->
                        template.set("CONTEXT", List.of(new Context(cloud, variables, template).resolve(given))));
    }

    private Variables variables(Attributes template, Attributes userTemplate, User owner, String name, int id) {
        Map<String, String> own = Map.of(
                "NAME", name,
                "VMID", Integer.toString(id),
                "UID", Integer.toString(owner.id()),
                "UNAME", owner.name(),
                "GID", Integer.toString(owner.group().id()),
                "GNAME", owner.group().title());
        return new Variables(cloud, owner, own, template, userTemplate);
    }
}
