package io.onemachine.driver.opennebula.plan;

import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.opennebula.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the scheduler's attributes, which decide where a VM runs. */
final class Scheduling {

    private Scheduling() {}

    /**
     * Returns the attributes to add to a VM's template. Each replaces the template's, so a host or cluster is combined with the template's
     * requirements; requirements from the options replace them.
     */
    static Template of(OpenNebulaConfig config, Template inherited) {
        Template added = requirements(config, inherited);
        added = with(added, VmAttributes.RANK, config.text(OpenNebulaOption.RANK));
        added = with(added, VmAttributes.DATASTORE_REQUIREMENTS, config.text(OpenNebulaOption.DATASTORE_REQUIREMENTS));
        return with(added, VmAttributes.DATASTORE_RANK, config.text(OpenNebulaOption.DATASTORE_RANK));
    }

    private static Template requirements(OpenNebulaConfig config, Template inherited) {
        List<String> all = new ArrayList<>();
        if (config.has(OpenNebulaOption.HOST)) {
            all.add(comparison("ID", "NAME", config.text(OpenNebulaOption.HOST)));
        }
        if (config.has(OpenNebulaOption.CLUSTER)) {
            all.add(comparison("CLUSTER_ID", "CLUSTER", config.text(OpenNebulaOption.CLUSTER)));
        }
        if (config.has(OpenNebulaOption.REQUIREMENTS)) {
            all.addFirst(config.text(OpenNebulaOption.REQUIREMENTS));
        } else if (!all.isEmpty()) {
            inherited
                    .single(VmAttributes.REQUIREMENTS)
                    .filter(text -> !text.isBlank())
                    .ifPresent(all::addFirst);
        }
        String text = all.size() == 1
                ? all.getFirst()
                : all.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" & "));
        return with(Template.EMPTY, VmAttributes.REQUIREMENTS, text);
    }

    private static String comparison(String id, String name, String value) {
        return value.chars().allMatch(Character::isDigit) ? id + " = " + value : name + " = \"" + value + "\"";
    }

    private static Template with(Template template, String name, String value) {
        return value.isEmpty() ? template : template.with(name, value);
    }
}
