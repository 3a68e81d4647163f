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
 * What a machine's VM is to be made of: everything looked up and found fit, nothing made.
 *
 * @param self who makes it
 * @param template the template, if it is made from one
 * @param image the image, if it is made without a template
 * @param cards the network cards to have, and aliases on them; none when those of the template stay as they are
 * @param inputs the answers to the template's user inputs
 * @param vmGroup the {@code VMGROUP} attribute, if the options name one
 * @param group the group that the VM is to be given to, if it is
 * @param userData what cloud-init is to be told, if it is
 * @param warnings what could not be found out, as only the scheduler knows
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
        List<String> warnings) {

    public VmPlan {
        cards = List.copyOf(cards);
        warnings = List.copyOf(warnings);
    }

    /** What the template says; nothing without one. */
    Template inherited() {
        return template.map(VmTemplate::template).orElse(Template.EMPTY);
    }
}
