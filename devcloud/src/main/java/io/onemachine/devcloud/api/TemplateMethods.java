package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.Allocator;
import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmTemplate;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.state.StateStore;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.time.Clock;
import java.util.Map;

/** {@code one.template.*} and {@code one.templatepool.*}. */
final class TemplateMethods {

    private static final String CANNOT_ALLOCATE = "Error allocating a new virtual machine template. ";

    private final Cloud cloud;
    private final Documents documents;
    private final Allocator allocator;
    private final Lifecycle lifecycle;
    private final StateStore store;
    private final Clock clock;

    TemplateMethods(
            Cloud cloud, Documents documents, Allocator allocator, Lifecycle lifecycle, StateStore store, Clock clock) {
        this.cloud = cloud;
        this.documents = documents;
        this.allocator = allocator;
        this.lifecycle = lifecycle;
        this.store = store;
        this.clock = clock;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.template.info", this::info,
                "one.template.instantiate", this::instantiate,
                "one.template.allocate", this::allocate,
                "one.templatepool.info", this::pool);
    }

    private XmlRpcValue info(User user, Arguments arguments) {
        VmTemplate template = cloud.template(arguments.integer(1));
        cloud.authorize(user, template, Right.USE);
        return XmlRpcValue.of(documents.template(template));
    }

    private XmlRpcValue pool(User user, Arguments arguments) {
        return XmlRpcValue.of(Documents.pool(
                "VMTEMPLATE_POOL", Selection.of(arguments).from(cloud, user, cloud.templates()), documents::template));
    }

    /** Creates a VM from a template; the hold flag counts only together with the extra template after it. */
    private XmlRpcValue instantiate(User user, Arguments arguments) {
        int id = arguments.integer(1);
        String name = arguments.string(2);
        boolean hold = arguments.count() > 3 && arguments.bool(3);
        String extraText = arguments.count() > 3 ? arguments.string(4) : "";
        VmTemplate template = cloud.template(id);
        cloud.authorize(user, template, Right.USE);
        Attributes extra = extraText.isBlank() ? new Attributes() : TemplateText.parse(extraText);
        Attributes all = template.attributes().copy();
        all.replaceWith(extra);
        all.set("TEMPLATE_ID", Integer.toString(id));
        all.set("NAME", name);
        try {
            allocator.authorize(user, all, extra);
            VirtualMachine vm = allocator.allocate(user, all, hold);
            lifecycle.submitted(vm);
            return XmlRpcValue.of(vm.id());
        } catch (CloudException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw new CloudException(ErrorCode.ALLOCATE, CANNOT_ALLOCATE + e.getMessage());
            }
            throw e;
        }
    }

    private XmlRpcValue allocate(User user, Arguments arguments) {
        Attributes attributes = TemplateText.parse(arguments.string(1));
        String name = attributes.text("NAME");
        if (name.isEmpty()) {
            throw new CloudException(ErrorCode.ALLOCATE, CANNOT_ALLOCATE + "No NAME in template.");
        }
        attributes.remove("NAME");
        VmTemplate template = new VmTemplate(
                cloud.nextTemplateId(),
                name,
                user.id(),
                user.group().id(),
                Permissions.PRIVATE,
                clock.instant().getEpochSecond(),
                attributes);
        cloud.add(template);
        store.saveObjects(cloud);
        return XmlRpcValue.of(template.id());
    }
}
