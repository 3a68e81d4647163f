package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.Allocator;
import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Kind;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Permissions.Party;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code one.vm.*}. */
final class VmMethods {

    /** The attributes that {@code one.vm.updateconf} may change; others are ignored. */
    private static final Set<String> CONFIGURATION =
            Set.of("CONTEXT", "CPU_MODEL", "FEATURES", "GRAPHICS", "INPUT", "OS", "RAW", "VIDEO");

    private static final Set<VmState> CONFIGURABLE =
            Set.of(VmState.PENDING, VmState.HOLD, VmState.RUNNING, VmState.POWEROFF, VmState.UNDEPLOYED);

    private final Cloud cloud;
    private final Documents documents;
    private final Allocator allocator;
    private final Lifecycle lifecycle;

    VmMethods(Cloud cloud, Documents documents, Allocator allocator, Lifecycle lifecycle) {
        this.cloud = cloud;
        this.documents = documents;
        this.allocator = allocator;
        this.lifecycle = lifecycle;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.vm.allocate", this::allocate,
                "one.vm.info", this::info,
                "one.vm.action", this::action,
                "one.vm.update", this::update,
                "one.vm.rename", this::rename,
                "one.vm.updateconf", this::updateConfiguration,
                "one.vm.chmod", this::changePermissions,
                "one.vm.chown", this::changeOwner);
    }

    private XmlRpcValue allocate(User user, Arguments arguments) {
        boolean hold = arguments.optionalBool(2);
        Attributes template = TemplateText.parse(arguments.string(1));
        allocator.authorize(user, template, template);
        VirtualMachine vm = allocator.allocate(user, template, hold);
        lifecycle.submitted(vm);
        return XmlRpcValue.of(vm.id());
    }

    private XmlRpcValue info(User user, Arguments arguments) {
        VirtualMachine vm = cloud.vm(arguments.integer(1));
        cloud.authorize(user, vm, Right.USE);
        return XmlRpcValue.of(documents.vm(vm));
    }

    private XmlRpcValue action(User user, Arguments arguments) {
        String code = arguments.string(1);
        VirtualMachine vm = managed(user, arguments.integer(2));
        VmAction action = VmAction.of(code)
                .orElseThrow(() -> new CloudException(ErrorCode.ACTION, "Action \"" + code + "\" is not supported"));
        if (action == VmAction.RESUME) {
            allocator.authorizeRunning(vm);
        }
        lifecycle.act(user, vm, action);
        return XmlRpcValue.of(vm.id());
    }

    private XmlRpcValue update(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(2));
        boolean merge = arguments.integer(3) == 1;
        VirtualMachine vm = managed(user, arguments.integer(1));
        if (merge) {
            vm.userTemplate().replaceWith(given);
        } else {
            vm.userTemplate(given);
        }
        return changed(vm);
    }

    private XmlRpcValue rename(User user, Arguments arguments) {
        String name = arguments.string(2);
        VirtualMachine vm = managed(user, arguments.integer(1));
        if (name.isBlank() || name.length() > 128) {
            throw new CloudException(
                    ErrorCode.ACTION, "Cannot rename VM: invalid NAME, it must have 1 to 128 characters");
        }
        vm.rename(name);
        return changed(vm);
    }

    private XmlRpcValue updateConfiguration(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(2));
        VirtualMachine vm = managed(user, arguments.integer(1));
        require("updateconf", vm, CONFIGURABLE);
        String uuid = vm.template().vector("OS").map(os -> os.text("UUID")).orElse("");
        for (String name : CONFIGURATION) {
            if (given.has(name)) {
                vm.template().set(name, given.all(name));
            }
        }
        Attributes.Vector os = vm.template().vector("OS").orElseGet(Attributes.Vector::new);
        vm.template().set("OS", List.of(os.with("UUID", uuid)));
        allocator.resolveContext(vm);
        return changed(vm);
    }

    private static void require(String action, VirtualMachine vm, Set<VmState> allowed) {
        if (allowed.stream().noneMatch(vm.shown()::is)) {
            throw CloudException.action(action, "This action is not available for state " + vm.shown());
        }
    }

    /** Changes permissions by nine numbers, three for each of owner, group and others: 1 grants, 0 revokes, -1 keeps. */
    private XmlRpcValue changePermissions(User user, Arguments arguments) {
        VirtualMachine vm = cloud.vm(arguments.integer(1));
        Permissions permissions = vm.permissions();
        boolean administers = false;
        int position = 2;
        for (Party party : Party.values()) {
            for (Right right : Right.values()) {
                int granted = arguments.integer(position++);
                if (granted >= 0) {
                    permissions = permissions.with(party, right, granted > 0);
                    administers |= right == Right.ADMIN;
                }
            }
        }
        cloud.authorize(user, vm, administers ? Right.ADMIN : Right.MANAGE);
        vm.permissions(permissions);
        return changed(vm);
    }

    /** Changes owner and group, -1 keeps: only administrators change the owner, and users may choose their own group only. */
    private XmlRpcValue changeOwner(User user, Arguments arguments) {
        int newOwner = arguments.integer(2);
        int newGroup = arguments.integer(3);
        VirtualMachine vm = managed(user, arguments.integer(1));
        User owner = cloud.user(newOwner < 0 ? vm.ownerId() : newOwner);
        Group group = Group.of(newGroup < 0 ? vm.groupId() : newGroup)
                .orElseThrow(() -> CloudException.noSuch(Kind.GROUP, newGroup));
        if (!user.isAdmin() && newOwner >= 0 && newOwner != vm.ownerId()) {
            throw CloudException.notAuthorized(user, Right.MANAGE, Kind.USER, newOwner);
        }
        if (!user.isAdmin() && newGroup >= 0 && group != user.group()) {
            throw CloudException.notAuthorized(user, Right.USE, Kind.GROUP, newGroup);
        }
        if (owner.id() != vm.ownerId()) {
            allocator.authorizeOwner(owner, vm);
        }
        vm.giveTo(owner.id(), group.id());
        return changed(vm);
    }

    private VirtualMachine managed(User user, int id) {
        VirtualMachine vm = cloud.vm(id);
        cloud.authorize(user, vm, Right.MANAGE);
        return vm;
    }

    private XmlRpcValue changed(VirtualMachine vm) {
        lifecycle.changed(vm);
        return XmlRpcValue.of(vm.id());
    }
}
