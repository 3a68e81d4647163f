package io.onemachine.driver.opennebula.plan;

import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The plan of a machine's VM: everything is looked up and checked, nothing is created.
 *
 * @param self the user who creates it
 * @param template the template, if it is created from one
 * @param image the image, if it is created without a template
 * @param cards the network cards and aliases to create; empty when those of the template stay unchanged
 * @param inputs the answers to the template's user inputs
 * @param vmGroup the {@code VMGROUP} attribute, if the options name one
 * @param group the group to give the VM to, if any
 * @param userData the user data for cloud-init, if any
 * @param demand what it takes from quotas and networks
 * @param warnings checks that only the scheduler can do
 */
public record VmPlan(
        User self,
        Optional<VmTemplate> template,
        Optional<Image> image,
        List<Vector> cards,
        Template inputs,
        Optional<Vector> vmGroup,
        OptionalInt group,
        Optional<UserData> userData,
        VmDemand demand,
        List<String> warnings) {

    public VmPlan {
        cards = List.copyOf(cards);
        warnings = List.copyOf(warnings);
    }

    /** Returns the template's attributes; empty without a template. */
    public Template inherited() {
        return template.map(VmTemplate::template).orElse(Template.EMPTY);
    }
}
