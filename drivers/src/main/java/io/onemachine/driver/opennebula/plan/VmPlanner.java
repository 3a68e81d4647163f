package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.option.CustomAttributes;
import io.onemachine.driver.opennebula.option.NetworkCards;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.UserInputs;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VmGroup;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Checks before creation that a machine's VM can be created: looks up and validates everything that the options name. Facts that only
 * the scheduler knows, such as room on a host, show later.
 */
public final class VmPlanner {

    /** The limit for names in OpenNebula, which accepts all characters of machine names. */
    private static final int LONGEST_NAME = 128;

    private final CloudReader reader;
    private final OpenNebulaConfig config;
    private final Map<String, String> answers;

    /**
     * @param shared the answers of the front end that several plans share
     * @param answers the answers to the template's user inputs, by name
     */
    public VmPlanner(CloudAccess access, SharedAnswers shared, OpenNebulaConfig config, Map<String, String> answers) {
        this.reader = new CloudReader(access, shared);
        this.config = config;
        this.answers = answers;
    }

    /**
     * Returns the plan.
     *
     * @throws DriverException when a resource is missing or does not fit; it names the option or the attribute
     */
    public VmPlan plan() {
        checkName();
        Optional<UserData> userData = Optional.of(config.text(OpenNebulaOption.USER_DATA))
                .filter(file -> !file.isEmpty())
                .map(UserData::read);
        User self = reader.currentUser();
        CloudResources resources = new CloudResources(reader, config, self);
        Optional<VmTemplate> template = resources.template();
        Optional<Image> image = template.isPresent() ? Optional.empty() : Optional.of(resources.image());
        NetworkPlan networks = new NetworkPlan(resources, config, self);
        List<Vector> cards = networks.cards(template);
        template.ifPresent(found -> checkTemplate(found, cards));
        Template inherited = template.map(VmTemplate::template).orElse(Template.EMPTY);
        Template inputs = template.map(found -> new UserInputs(found).filledIn(answers, capacity()))
                .orElse(Template.EMPTY);
        ImageCheck images = new ImageCheck(resources, config, self);
        images.check(template, image);
        VmDemand demand = new DemandEstimate(reader, config, inherited, inputs)
                .of(networks.wanted(template, cards), images.wanted());
        new DemandCheck(reader, demand).check();
        return new VmPlan(
                self,
                template,
                image,
                cards,
                inputs,
                resources.vmGroup().map(this::inRole),
                group(resources),
                userData,
                demand,
                warnings(inherited, cards));
    }

    private List<String> warnings(Template inherited, List<Vector> cards) {
        List<String> warnings = new ArrayList<>();
        List<Vector> all = cards.isEmpty() ? inherited.vectors(VmAttributes.CARD) : cards;
        if (all.stream().anyMatch(NetworkCards::isChosenByScheduler)) {
            warnings.add("The scheduler chooses a network: whether it has a free address shows when the VM is placed.");
        }
        Scheduling.of(config, inherited)
                .single(VmAttributes.REQUIREMENTS)
                .ifPresent(required ->
                        warnings.add("Whether there is a host with " + required + " shows when the VM is placed."));
        return warnings;
    }

    private Map<String, String> capacity() {
        Map<String, String> capacity = new LinkedHashMap<>();
        Map.of("CPU", OpenNebulaOption.CPU, "VCPU", OpenNebulaOption.VCPU, "MEMORY", OpenNebulaOption.MEMORY)
                .forEach((name, key) -> {
                    if (config.has(key)) {
                        capacity.put(name, config.text(key));
                    }
                });
        return capacity;
    }

    private void checkName() {
        int length = config.machineName().length();
        if (length > LONGEST_NAME) {
            throw new DriverException(
                    "the name of the VM would be \"" + config.machineName() + "\", which has " + length
                            + " characters; OpenNebula takes names of up to " + LONGEST_NAME,
                    "Choose a shorter name for the machine.",
                    null);
        }
    }

    private void checkTemplate(VmTemplate found, List<Vector> cards) {
        String named = "template " + found.id() + " (" + found.name() + ")";
        List<Vector> disks =
                CustomAttributes.of(config.texts(OpenNebulaOption.ATTRIBUTE)).vectors("DISK");
        if ((disks.isEmpty() ? found.template().vectors("DISK") : disks)
                .stream().noneMatch(ImageCheck::isOfAnImage)) {
            throw new DriverException(named + " has no disk with an image: a machine cannot boot from it");
        }
        if (cards.isEmpty() && found.template().vectors(VmAttributes.CARD).isEmpty()) {
            throw new DriverException(named + " has no network: name one with " + OpenNebulaOption.NETWORK_NAME + " or "
                    + OpenNebulaOption.NETWORK_ID);
        }
    }

    private Vector inRole(VmGroup found) {
        String role = config.text(OpenNebulaOption.VM_GROUP_ROLE);
        if (!found.roles().contains(role)) {
            throw new DriverException(OpenNebulaOption.VM_GROUP_ROLE + ": VM group " + found.id() + " (" + found.name()
                    + ") has no role \"" + role + "\"; it has " + String.join(", ", found.roles()));
        }
        return Vector.of(VmAttributes.VM_GROUP)
                .with("VMGROUP_ID", Integer.toString(found.id()))
                .with("ROLE", role);
    }

    private OptionalInt group(CloudResources resources) {
        return config.has(OpenNebulaOption.GROUP) ? OptionalInt.of(resources.ownGroup()) : OptionalInt.empty();
    }
}
