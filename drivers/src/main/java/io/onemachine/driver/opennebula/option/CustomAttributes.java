package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.template.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The attributes that {@code --opennebula-attribute} adds to a VM. */
public final class CustomAttributes {

    /** Attributes with an option of their own, which must be used instead. */
    private static final Map<String, String> OTHER_OPTION = Map.ofEntries(
            Map.entry("CPU", OpenNebulaOption.CPU.flagName()),
            Map.entry("VCPU", OpenNebulaOption.VCPU.flagName()),
            Map.entry("MEMORY", OpenNebulaOption.MEMORY.flagName()),
            Map.entry(VmAttributes.CARD, OpenNebulaOption.NIC.flagName()),
            Map.entry(VmAttributes.ALIAS, OpenNebulaOption.NIC.flagName()),
            Map.entry(VmAttributes.LABELS, OpenNebulaOption.LABEL.flagName()),
            Map.entry(VmAttributes.CPU_MODEL, OpenNebulaOption.CPU_MODEL.flagName()),
            Map.entry(VmAttributes.VM_GROUP, OpenNebulaOption.VM_GROUP.flagName()),
            Map.entry(VmAttributes.REQUIREMENTS, OpenNebulaOption.REQUIREMENTS.flagName()),
            Map.entry(VmAttributes.RANK, OpenNebulaOption.RANK.flagName()),
            Map.entry(VmAttributes.DATASTORE_REQUIREMENTS, OpenNebulaOption.DATASTORE_REQUIREMENTS.flagName()),
            Map.entry(VmAttributes.DATASTORE_RANK, OpenNebulaOption.DATASTORE_RANK.flagName()));

    private CustomAttributes() {}

    /**
     * Parses the values.
     *
     * @throws DriverOptionException when a value is not a template, or repeats an option
     */
    public static Template of(List<String> given) {
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
                throw wrong(attribute.name() + " is given with " + Reference.option(option));
            }
            if (attribute.name().equals("NAME")) {
                throw wrong("NAME is the machine's name");
            }
            if (attribute.name().startsWith(VmAttributes.OWN_PREFIX)) {
                throw wrong(attribute.name() + " is reserved: " + Reference.program() + " identifies its VMs by it");
            }
        }
        return new Template(all);
    }

    private static DriverOptionException wrong(String what) {
        return new DriverOptionException(OpenNebulaOption.ATTRIBUTE + ": " + what);
    }
}
