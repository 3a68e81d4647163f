package io.onemachine.driver.opennebula;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.template.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The attributes that {@code --opennebula-attribute} adds to a VM. */
final class CustomAttributes {

    /** What has an option of its own, which knows more about it. */
    private static final Map<String, String> OTHER_OPTION = Map.ofEntries(
            Map.entry("CPU", Flags.CPU),
            Map.entry("VCPU", Flags.VCPU),
            Map.entry("MEMORY", Flags.MEMORY),
            Map.entry(NetworkCards.CARD, Extra.NIC.flagName()),
            Map.entry(NetworkCards.ALIAS, Extra.NIC.flagName()),
            Map.entry(VmTemplateBuilder.LABELS, Extra.LABEL.flagName()),
            Map.entry(VmTemplateBuilder.CPU_MODEL, Extra.CPU_MODEL.flagName()),
            Map.entry(VmTemplateBuilder.VM_GROUP, Extra.VM_GROUP.flagName()),
            Map.entry(Scheduling.REQUIREMENTS, Extra.REQUIREMENTS.flagName()),
            Map.entry(Scheduling.RANK, Extra.RANK.flagName()),
            Map.entry(Scheduling.DATASTORE_REQUIREMENTS, Extra.DATASTORE_REQUIREMENTS.flagName()),
            Map.entry(Scheduling.DATASTORE_RANK, Extra.DATASTORE_RANK.flagName()));

    private CustomAttributes() {}

    /**
     * Reads what was given.
     *
     * @throws DriverOptionException when it is no template, or says what is said elsewhere
     */
    static Template of(List<String> given) {
        List<Attribute> all = new ArrayList<>();
        for (String text : given) {
            try {
                all.addAll(Template.parse(text).attributes());
            } catch (TemplateSyntaxException e) {
                throw wrong("\"" + text + "\" is not in the syntax of templates: " + e.getMessage());
            }
        }
        for (Attribute attribute : all) {
            String option = OTHER_OPTION.get(attribute.name());
            if (option != null) {
                throw wrong(attribute.name() + " is given with --" + option);
            }
            if (attribute.name().equals("NAME")) {
                throw wrong("NAME is the machine's name");
            }
            if (attribute.name().startsWith(VmLookup.OWN_ATTRIBUTES)) {
                throw wrong(attribute.name() + " is what docker-machine knows its VMs by");
            }
        }
        return new Template(all);
    }

    private static DriverOptionException wrong(String what) {
        return new DriverOptionException("--" + Extra.ATTRIBUTE.flagName() + ": " + what);
    }
}
