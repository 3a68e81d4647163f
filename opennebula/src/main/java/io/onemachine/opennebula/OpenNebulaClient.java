package io.onemachine.opennebula;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.http.HttpLimits;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.http.UrlConnectionTransport;
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
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A front end as one user sees it.
 *
 * <p>Every method is one call over the network, blocks until it is answered, and can be used from any thread. It throws an
 * {@link io.onemachine.opennebula.error.OpenNebulaException}: {@link ApiException} when OpenNebula refuses, {@link
 * io.onemachine.opennebula.error.TransportException} when there is no usable answer. Methods of OpenNebula 6 and 7; the
 * parameters are those of its XML-RPC reference.
 */
public final class OpenNebulaClient {

    /** Every entry of a pool: OpenNebula counts -1 as "no bound". */
    private static final XmlRpcValue UNBOUND = XmlRpcValue.of(-1);

    private static final XmlRpcValue NOT_DECRYPTED = XmlRpcValue.of(false);

    private static final XmlRpcValue KEPT = XmlRpcValue.of(-1);

    private final URI endpoint;
    private final RpcCaller rpcCaller;

    /** A client over the default transport and its limits. */
    public OpenNebulaClient(URI endpoint, Session session) {
        this(endpoint, session, new UrlConnectionTransport(HttpLimits.DEFAULT));
    }

    /** A client over a transport of the caller's choice. */
    public OpenNebulaClient(URI endpoint, Session session, HttpTransport transport) {
        this(endpoint, session, transport, (method, sent, received) -> {});
    }

    /** The same, with somebody who is told of every call. */
    public OpenNebulaClient(URI endpoint, Session session, HttpTransport transport, CallObserver observer) {
        this(endpoint, session, Optional.empty(), transport, observer);
    }

    /**
     * The same with a second session: once the front end refuses to authenticate the first one, the second takes its place.
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

    /** Where the front end listens. */
    public URI endpoint() {
        return endpoint;
    }

    /** OpenNebula's version, such as {@code 6.8.3}. Needs valid credentials. */
    public String version() {
        return rpcCaller.text("one.system.version");
    }

    /** The user whose session this is. */
    public User currentUser() {
        return User.of(rpcCaller.document("one.user.info", "USER", XmlRpcValue.of(-1), NOT_DECRYPTED));
    }

    /** A group, with its quotas. */
    public Group group(int id) {
        return Group.of(rpcCaller.document("one.group.info", "GROUP", XmlRpcValue.of(id)));
    }

    /** Security groups. */
    public List<SecurityGroup> securityGroups(PoolFilter filter) {
        return rpcCaller.pool(
                "one.secgrouppool.info",
                "SECURITY_GROUP",
                SecurityGroup::of,
                XmlRpcValue.of(filter.number()),
                UNBOUND,
                UNBOUND);
    }

    /** Groups of virtual machines. */
    public List<VmGroup> vmGroups(PoolFilter filter) {
        return rpcCaller.pool(
                "one.vmgrouppool.info", "VM_GROUP", VmGroup::of, XmlRpcValue.of(filter.number()), UNBOUND, UNBOUND);
    }

    /** A template. */
    public VmTemplate template(int id) {
        return VmTemplate.of(rpcCaller.document(
                "one.template.info", "VMTEMPLATE", XmlRpcValue.of(id), XmlRpcValue.of(false), NOT_DECRYPTED));
    }

    /** Templates. */
    public List<VmTemplate> templates(PoolFilter filter) {
        return rpcCaller.pool(
                "one.templatepool.info",
                "VMTEMPLATE",
                VmTemplate::of,
                XmlRpcValue.of(filter.number()),
                UNBOUND,
                UNBOUND);
    }

    /** An image. */
    public Image image(int id) {
        return Image.of(rpcCaller.document("one.image.info", "IMAGE", XmlRpcValue.of(id), NOT_DECRYPTED));
    }

    /** Images. */
    public List<Image> images(PoolFilter filter) {
        return rpcCaller.pool(
                "one.imagepool.info", "IMAGE", Image::of, XmlRpcValue.of(filter.number()), UNBOUND, UNBOUND);
    }

    /** A virtual network. */
    public VirtualNetwork network(int id) {
        return VirtualNetwork.of(rpcCaller.document("one.vn.info", "VNET", XmlRpcValue.of(id), NOT_DECRYPTED));
    }

    /** Virtual networks. */
    public List<VirtualNetwork> networks(PoolFilter filter) {
        return rpcCaller.pool(
                "one.vnpool.info", "VNET", VirtualNetwork::of, XmlRpcValue.of(filter.number()), UNBOUND, UNBOUND);
    }

    /**
     * Makes a virtual machine from a template.
     *
     * @param name its name; empty for {@code TEMPLATE-ID}
     * @param extra attributes to have besides; each replaces <em>all</em> of its name in the template
     * @param hold whether it waits, until it is released, before it is placed on a host
     * @param persistent whether it gets a template and images of its own, copied and kept when it is gone
     * @return its number. A lost answer does not mean that there is none: see {@link
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
     * Makes a virtual machine.
     *
     * @param template all there is to know about it
     * @param hold whether it waits, until it is released, before it is placed on a host
     * @return its number; see {@link #instantiate} about a lost answer
     */
    public int allocate(Template template, boolean hold) {
        return rpcCaller.id("one.vm.allocate", XmlRpcValue.of(template.format()), XmlRpcValue.of(hold));
    }

    /** Gives a virtual machine to a group; its user stays. */
    public void changeGroup(int id, int groupId) {
        rpcCaller.done("one.vm.chown", XmlRpcValue.of(id), KEPT, XmlRpcValue.of(groupId));
    }

    /**
     * Says who may use, manage and administer a virtual machine. The right to administer is given but not taken away: nobody has it at
     * first, and only who has it himself may change it.
     */
    public void changePermissions(int id, Permissions permissions) {
        XmlRpcValue[] parameters = new XmlRpcValue[1 + Permissions.BITS];
        parameters[0] = XmlRpcValue.of(id);
        for (int bit = 0; bit < Permissions.BITS; bit++) {
            parameters[1 + bit] = permissions.has(bit)
                    ? XmlRpcValue.of(1)
                    : Permissions.isAdministration(bit) ? KEPT : XmlRpcValue.of(0);
        }
        rpcCaller.done("one.vm.chmod", parameters);
    }

    /** A virtual machine; one that is {@code DONE} is still answered for. */
    public VirtualMachine vm(int id) {
        return VirtualMachine.of(rpcCaller.document("one.vm.info", "VM", XmlRpcValue.of(id), NOT_DECRYPTED));
    }

    /** Virtual machines that are not {@code DONE}, newest first, with a part of their templates. */
    public List<VirtualMachine> vms(PoolFilter filter) {
        return vms("one.vmpool.info", filter);
    }

    /** The same with their whole templates, which a front end with many of them takes longer for. */
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
     * Many virtual machines at once. Those that do not exist, or are not to be seen, are left out.
     *
     * @param extended whether to give their whole templates
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
     * Begins an action. The answer comes before it is done: for some milliseconds {@link #vm} may still show the old state.
     *
     * @throws ApiException {@link ApiErrorCode#ACTION} when the virtual machine's state does not allow it
     */
    public void action(VmAction action, int id) {
        rpcCaller.done("one.vm.action", XmlRpcValue.of(action.wireName()), XmlRpcValue.of(id));
    }

    /**
     * Changes what is noted about a virtual machine ({@code USER_TEMPLATE}).
     *
     * @param merge whether to add to what is there, replacing equal names, rather than to replace all of it
     */
    public void update(int id, Template userTemplate, boolean merge) {
        rpcCaller.done(
                "one.vm.update",
                XmlRpcValue.of(id),
                XmlRpcValue.of(userTemplate.format()),
                XmlRpcValue.of(merge ? 1 : 0));
    }
}
