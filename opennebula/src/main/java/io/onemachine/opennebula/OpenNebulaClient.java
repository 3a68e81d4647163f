package io.onemachine.opennebula;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.UrlConnectionTransport;
import io.onemachine.opennebula.resource.Datastore;
import io.onemachine.opennebula.resource.Group;
import io.onemachine.opennebula.resource.Image;
import io.onemachine.opennebula.resource.Permissions;
import io.onemachine.opennebula.resource.PoolFilter;
import io.onemachine.opennebula.resource.SecurityGroup;
import io.onemachine.opennebula.resource.User;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VirtualNetwork;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmGroup;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A client of a front end, with the rights of one user.
 *
 * <p>Every method is one call over the network, blocks until it is answered, and can be used from any thread. It throws an
 * {@link io.onemachine.opennebula.error.OpenNebulaException}: {@link ApiException} when OpenNebula refuses, {@link
 * io.onemachine.opennebula.error.TransportException} when there is no usable answer. The methods are those of OpenNebula 6 and 7; the
 * parameters are those of its XML-RPC reference.
 */
public final class OpenNebulaClient {

    /** No bound: the value -1 asks for every entry of a pool. */
    private static final XmlRpcValue UNBOUND = XmlRpcValue.of(-1);

    private static final XmlRpcValue NOT_DECRYPTED = XmlRpcValue.of(false);

    private static final XmlRpcValue KEPT = XmlRpcValue.of(-1);

    private final URI endpoint;
    private final RpcCaller rpcCaller;

    /** Creates a client with the default transport and its limits. */
    public OpenNebulaClient(URI endpoint, Session session) {
        this(endpoint, session, new UrlConnectionTransport(HttpLimits.DEFAULT));
    }

    /** Creates a client with the given transport. */
    public OpenNebulaClient(URI endpoint, Session session, HttpTransport transport) {
        this(endpoint, session, transport, (method, sent, received) -> {});
    }

    /** Creates a client with the given transport and an observer of every call. */
    public OpenNebulaClient(URI endpoint, Session session, HttpTransport transport, CallObserver observer) {
        this(endpoint, session, Optional.empty(), transport, observer);
    }

    /**
     * Creates a client with a second session, which takes over once the front end refuses to authenticate the first one.
     *
     * @param alternative the other session, such as that of the same user with a newer password
     */
    public OpenNebulaClient(
            URI endpoint,
            Session session,
            Optional<Session> alternative,
            HttpTransport transport,
            CallObserver observer) {
        this.endpoint = endpoint;
        this.rpcCaller = new RpcCaller(endpoint, session, alternative, transport, observer);
    }

    /** Returns the front end's endpoint. */
    public URI endpoint() {
        return endpoint;
    }

    /** Returns OpenNebula's version, such as {@code 6.8.3}. Needs valid credentials. */
    public String version() {
        return rpcCaller.text("one.system.version");
    }

    /** Returns the user whose session this is. */
    public User currentUser() {
        return User.of(rpcCaller.document("one.user.info", "USER", XmlRpcValue.of(-1), NOT_DECRYPTED));
    }

    /** Returns a group, with its quotas. */
    public Group group(int id) {
        return Group.of(rpcCaller.document("one.group.info", "GROUP", XmlRpcValue.of(id)));
    }

    /** Returns security groups. */
    public List<SecurityGroup> securityGroups(PoolFilter filter) {
        return rpcCaller.pool(
                "one.secgrouppool.info",
                "SECURITY_GROUP",
                SecurityGroup::of,
                XmlRpcValue.of(filter.number()),
                UNBOUND,
                UNBOUND);
    }

    /** Returns all datastores that the user may use. */
    public List<Datastore> datastores() {
        return rpcCaller.pool("one.datastorepool.info", "DATASTORE", Datastore::of);
    }

    /** Returns groups of VMs. */
    public List<VmGroup> vmGroups(PoolFilter filter) {
        return rpcCaller.pool(
                "one.vmgrouppool.info", "VM_GROUP", VmGroup::of, XmlRpcValue.of(filter.number()), UNBOUND, UNBOUND);
    }

    /** Returns a template. */
    public VmTemplate template(int id) {
        return VmTemplate.of(rpcCaller.document(
                "one.template.info", "VMTEMPLATE", XmlRpcValue.of(id), XmlRpcValue.of(false), NOT_DECRYPTED));
    }

    /** Returns templates. */
    public List<VmTemplate> templates(PoolFilter filter) {
        return rpcCaller.pool(
                "one.templatepool.info",
                "VMTEMPLATE",
                VmTemplate::of,
                XmlRpcValue.of(filter.number()),
                UNBOUND,
                UNBOUND);
    }

    /** Returns an image. */
    public Image image(int id) {
        return Image.of(rpcCaller.document("one.image.info", "IMAGE", XmlRpcValue.of(id), NOT_DECRYPTED));
    }

    /** Returns images. */
    public List<Image> images(PoolFilter filter) {
        return rpcCaller.pool(
                "one.imagepool.info", "IMAGE", Image::of, XmlRpcValue.of(filter.number()), UNBOUND, UNBOUND);
    }

    /** Returns a virtual network. */
    public VirtualNetwork network(int id) {
        return VirtualNetwork.of(rpcCaller.document("one.vn.info", "VNET", XmlRpcValue.of(id), NOT_DECRYPTED));
    }

    /** Returns virtual networks. */
    public List<VirtualNetwork> networks(PoolFilter filter) {
        return rpcCaller.pool(
                "one.vnpool.info", "VNET", VirtualNetwork::of, XmlRpcValue.of(filter.number()), UNBOUND, UNBOUND);
    }

    /**
     * Creates a VM from a template.
     *
     * @param name its name; empty for {@code TEMPLATE-ID}
     * @param extra additional attributes; each replaces <em>all</em> of its name in the template
     * @param hold whether the VM is on hold until it is released
     * @param persistent whether the VM gets copies of the template and its images, which are kept when it is gone
     * @return the VM's id. A lost answer does not mean that there is none: see {@link
     *     io.onemachine.opennebula.error.TransportException#mayHaveTakenEffect()}
     */
    public int instantiate(int templateId, String name, Template extra, boolean hold, boolean persistent) {
        return rpcCaller.id(
                "one.template.instantiate",
                XmlRpcValue.of(templateId),
                XmlRpcValue.of(name),
                XmlRpcValue.of(hold),
                XmlRpcValue.of(extra.format()),
                XmlRpcValue.of(persistent));
    }

    /**
     * Creates a VM.
     *
     * @param template the whole template
     * @param hold whether the VM is on hold until it is released
     * @return the VM's id; see {@link #instantiate} about a lost answer
     */
    public int allocate(Template template, boolean hold) {
        return rpcCaller.id("one.vm.allocate", XmlRpcValue.of(template.format()), XmlRpcValue.of(hold));
    }

    /** Changes a VM's group; its user stays. */
    public void changeGroup(int id, int groupId) {
        rpcCaller.execute("one.vm.chown", XmlRpcValue.of(id), KEPT, XmlRpcValue.of(groupId));
    }

    /**
     * Changes who may use, manage and administer a VM. Rights to administer are granted but not revoked: a new VM grants none,
     * and only a user who has the right may change it.
     */
    public void changePermissions(int id, Permissions permissions) {
        XmlRpcValue[] parameters = new XmlRpcValue[1 + Permissions.BITS];
        parameters[0] = XmlRpcValue.of(id);
        for (int bit = 0; bit < Permissions.BITS; bit++) {
            parameters[1 + bit] = permissions.has(bit)
                    ? XmlRpcValue.of(1)
                    : Permissions.isAdministration(bit) ? KEPT : XmlRpcValue.of(0);
        }
        rpcCaller.execute("one.vm.chmod", parameters);
    }

    /** Returns a VM, also one that is {@code DONE}. */
    public VirtualMachine vm(int id) {
        return VirtualMachine.of(rpcCaller.document("one.vm.info", "VM", XmlRpcValue.of(id), NOT_DECRYPTED));
    }

    /** Returns VMs that are not {@code DONE}, newest first, with a part of their templates. */
    public List<VirtualMachine> vms(PoolFilter filter) {
        return vms("one.vmpool.info", filter);
    }

    /** Returns the same VMs with their whole templates, which takes a front end with many of them longer. */
    public List<VirtualMachine> vmsExtended(PoolFilter filter) {
        return vms("one.vmpool.infoextended", filter);
    }

    private List<VirtualMachine> vms(String method, PoolFilter filter) {
        return rpcCaller.pool(
                method,
                "VM",
                VirtualMachine::of,
                XmlRpcValue.of(filter.number()),
                UNBOUND,
                UNBOUND,
                XmlRpcValue.of(-1));
    }

    /**
     * Returns VMs by their ids. Those that do not exist, or that the user may not see, are left out.
     *
     * @param extended whether to return their whole templates
     */
    public List<VirtualMachine> vms(Collection<Integer> ids, boolean extended) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return rpcCaller.pool(
                "one.vmpool.infoset", "VM", VirtualMachine::of, XmlRpcValue.of(list), XmlRpcValue.of(extended));
    }

    /**
     * Starts an action. The answer precedes its completion: for some milliseconds {@link #vm} may still show the old state.
     *
     * @throws ApiException {@link ApiErrorCode#ACTION} when the VM's state does not allow it
     */
    public void action(VmAction action, int id) {
        rpcCaller.execute("one.vm.action", XmlRpcValue.of(action.wireName()), XmlRpcValue.of(id));
    }

    /**
     * Changes the user template ({@code USER_TEMPLATE}) of a VM.
     *
     * @param merge whether to merge with the present one, replacing equal names, rather than to replace all of it
     */
    public void update(int id, Template userTemplate, boolean merge) {
        rpcCaller.execute(
                "one.vm.update",
                XmlRpcValue.of(id),
                XmlRpcValue.of(userTemplate.format()),
                XmlRpcValue.of(merge ? 1 : 0));
    }

    /** Renames a VM. Names need not be unique. */
    public void rename(int id, String name) {
        rpcCaller.execute("one.vm.rename", XmlRpcValue.of(id), XmlRpcValue.of(name));
    }

    /**
     * Changes the capacity of a VM. The answer precedes the change of a running one, which may still fail: compare the VM's values when
     * it has left {@link io.onemachine.opennebula.resource.LcmState#HOTPLUG_RESIZE}.
     *
     * @param capacity {@code CPU}, {@code VCPU} and {@code MEMORY} in MB; those left out stay
     * @throws ApiException {@link ApiErrorCode#ACTION} when the VM's state does not allow it, also when the hypervisor cannot resize a
     *     running VM or has no room
     */
    public void resize(int id, Template capacity) {
        rpcCaller.execute("one.vm.resize", XmlRpcValue.of(id), XmlRpcValue.of(capacity.format()), XmlRpcValue.of(true));
    }

    /** Enlarges a disk of a VM. The answer precedes the change. */
    public void resizeDisk(int id, int disk, long megabytes) {
        rpcCaller.execute(
                "one.vm.diskresize",
                XmlRpcValue.of(id),
                XmlRpcValue.of(disk),
                XmlRpcValue.of(Long.toString(megabytes)));
    }

    /**
     * Adds a scheduled action to a VM, with {@code one.vm.schedadd} of OpenNebula 6.2.
     *
     * @param action see {@link io.onemachine.opennebula.resource.ScheduledAction#at}
     * @return the action's id
     */
    public int addScheduledAction(int id, Vector action) {
        return rpcCaller.id(
                "one.vm.schedadd",
                XmlRpcValue.of(id),
                XmlRpcValue.of(Template.of(action).format()));
    }

    /** Changes a scheduled action of a VM. */
    public void updateScheduledAction(int id, int actionId, Vector action) {
        rpcCaller.execute(
                "one.vm.schedupdate",
                XmlRpcValue.of(id),
                XmlRpcValue.of(actionId),
                XmlRpcValue.of(Template.of(action).format()));
    }

    /** Removes a scheduled action of a VM. */
    public void removeScheduledAction(int id, int actionId) {
        rpcCaller.execute("one.vm.scheddelete", XmlRpcValue.of(id), XmlRpcValue.of(actionId));
    }

    /** Takes a snapshot of a running VM, memory included; returns the snapshot's id. The answer precedes the completion. */
    public int createSnapshot(int id, String name) {
        return rpcCaller.id("one.vm.snapshotcreate", XmlRpcValue.of(id), XmlRpcValue.of(name));
    }

    /** Takes a running VM back to a snapshot. The answer precedes the completion. */
    public void revertSnapshot(int id, int snapshot) {
        rpcCaller.execute("one.vm.snapshotrevert", XmlRpcValue.of(id), XmlRpcValue.of(snapshot));
    }

    /** Removes a snapshot of a running VM. The answer precedes the completion. */
    public void removeSnapshot(int id, int snapshot) {
        rpcCaller.execute("one.vm.snapshotdelete", XmlRpcValue.of(id), XmlRpcValue.of(snapshot));
    }

    /** Takes a snapshot of a disk; returns the snapshot's id. The answer precedes the completion. */
    public int createDiskSnapshot(int id, int disk, String name) {
        return rpcCaller.id(
                "one.vm.disksnapshotcreate", XmlRpcValue.of(id), XmlRpcValue.of(disk), XmlRpcValue.of(name));
    }

    /** Takes a disk of a VM that is off back to a snapshot. The answer precedes the completion. */
    public void revertDiskSnapshot(int id, int disk, int snapshot) {
        rpcCaller.execute(
                "one.vm.disksnapshotrevert", XmlRpcValue.of(id), XmlRpcValue.of(disk), XmlRpcValue.of(snapshot));
    }

    /** Removes a snapshot of a disk. The answer precedes the completion. */
    public void removeDiskSnapshot(int id, int disk, int snapshot) {
        rpcCaller.execute(
                "one.vm.disksnapshotdelete", XmlRpcValue.of(id), XmlRpcValue.of(disk), XmlRpcValue.of(snapshot));
    }
}
