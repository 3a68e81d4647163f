package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudObject;
import io.onemachine.devcloud.cloud.Group;
import io.onemachine.devcloud.cloud.Image;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.SecurityGroup;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmGroup;
import io.onemachine.devcloud.cloud.VmTemplate;
import java.util.Collection;
import java.util.function.Function;

/** The documents of a cloud's objects. Called inside {@link Cloud#locked}. */
public final class Documents {

    /** The name of the drivers of VMs and disks. */
    public static final String DRIVER = HostDocument.DRIVER;

    private final Cloud cloud;

    public Documents(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Returns the whole document of a VM: {@code <VM>}. */
    public String vm(VirtualMachine vm) {
        return new VmDocument(this).full(vm);
    }

    /** Returns a VM's document in an extended list: only the last part of its history, and its planned actions by id only. */
    public String vmInPool(VirtualMachine vm) {
        return new VmDocument(this).inPool(vm);
    }

    /** Returns a VM's document in a plain list. */
    public String vmSummary(VirtualMachine vm) {
        return new VmDocument(this).summary(vm);
    }

    public String template(VmTemplate template) {
        DocumentWriter out = head("VMTEMPLATE", template).permissions(template.permissions());
        return out.text("REGTIME", template.registered())
                .attributes("TEMPLATE", template.attributes())
                .close("VMTEMPLATE")
                .toString();
    }

    public String image(Image image) {
        return new ImageDocument(this, cloud).of(image);
    }

    /** Returns a network with its leases. */
    public String network(Network network) {
        return new NetworkDocument(this).full(network);
    }

    /** Returns a network's document in a list, without leases. */
    public String networkSummary(Network network) {
        return new NetworkDocument(this).summary(network);
    }

    public String user(User user) {
        return new UserDocument(cloud).of(user);
    }

    public String group(Group group) {
        return new GroupDocument(cloud).of(group);
    }

    /** Returns the default quotas of users: {@code <DEFAULT_USER_QUOTAS>}. */
    public String defaultUserQuotas() {
        return QuotaDocument.writeDefaults(
                        new DocumentWriter(cloud.release()),
                        UserDocument.DEFAULTS,
                        cloud.quotas().ofEveryUser())
                .toString();
    }

    /** Returns the default quotas of groups: {@code <DEFAULT_GROUP_QUOTAS>}. */
    public String defaultGroupQuotas() {
        return QuotaDocument.writeDefaults(
                        new DocumentWriter(cloud.release()),
                        GroupDocument.DEFAULTS,
                        cloud.quotas().ofEveryGroup())
                .toString();
    }

    public String vmGroup(VmGroup group) {
        return new PlacementDocument(this, cloud).of(group);
    }

    public String securityGroup(SecurityGroup group) {
        return new PlacementDocument(this, cloud).of(group);
    }

    /** Returns the one cluster: {@code <CLUSTER>}. */
    public String cluster() {
        return new PlacementDocument(this, cloud).cluster();
    }

    /** Returns {@code <HOST_POOL>} with the only host. */
    public String hosts() {
        return new HostDocument(cloud).pool();
    }

    /** Returns {@code <DATASTORE_POOL>}. */
    public String datastores() {
        return new DatastoreDocument(this, cloud).pool();
    }

    /** Returns the document of a list: {@code <VM_POOL>} around the documents of its objects, newest first. */
    public static <T> String pool(String element, Collection<T> objects, Function<T, String> document) {
        StringBuilder out = new StringBuilder("<" + element + ">");
        objects.stream().map(document).forEach(out::append);
        return out.append("</" + element + ">").toString();
    }

    /** Starts the document of an owned object with the elements that all have. */
    DocumentWriter head(String element, CloudObject object) {
        return head(element, object.id(), object.name(), object.ownerId(), object.groupId());
    }

    DocumentWriter head(String element, int id, String name, int ownerId, int groupId) {
        String group = Group.of(groupId).map(Group::title).orElse("");
        return new DocumentWriter(cloud.release())
                .open(element)
                .text("ID", id)
                .text("UID", ownerId)
                .text("GID", groupId)
                .text("UNAME", cloud.userName(ownerId))
                .text("GNAME", group)
                .text("NAME", name);
    }
}
