package io.onemachine.driver.opennebula;

import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.resource.ImageState;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small front end in memory. Its answers have the shapes of a real one, version 6.8.3; its VMs take their next step with each query,
 * and show their old state in the first query after an action, as real ones do.
 */
public final class FakeOned implements HttpTransport {

    static final String TAG = "DOCKER_MACHINE_TAG";

    private static final Set<String> USER_ATTRIBUTES = Set.of("ERROR", "SCHED_MESSAGE", "LABELS");
    private static final Set<String> VM_ATTRIBUTES =
            Set.of("CPU", "VCPU", "MEMORY", "DISK", "NIC", "CONTEXT", "GRAPHICS", "OS", "VMID", "NAME", "SCHED_ACTION");

    /** A VM and its planned future. */
    public static final class Vm {
        final int id;
        public String name;
        int owner;
        VmStatus status = status(VmState.PENDING);
        public Template template;
        Template user;
        final Deque<VmStatus> ahead = new ArrayDeque<>();

        /** What {@code one.vm.info} shows beside the templates, as XML. */
        String more = "";

        Vm(int id, String name, int owner, Template template, Template user) {
            this.id = id;
            this.name = name;
            this.owner = owner;
            this.template = template;
            this.user = user;
        }

        String tag() {
            return user.single(TAG).orElse("");
        }
    }

    /** A template, an image or a network. */
    private record Thing(int id, String name, int owner, String xml) {}

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final VmChangeCalls changes = new VmChangeCalls();
    private final Map<String, Integer> users = new LinkedHashMap<>(Map.of("oneadmin", 0, "bob", 2));
    private final Map<String, List<Thing>> things = new HashMap<>();
    public final Map<Integer, Vm> vms = new LinkedHashMap<>();
    public final List<MethodCall> calls = new ArrayList<>();
    final Map<String, Deque<Consumer<Runnable>>> faults = new HashMap<>();
    final Set<String> unknownMethods = new HashSet<>();
    List<VmStatus> firstSteps = List.of(lcm(LcmState.PROLOG), lcm(LcmState.BOOT), lcm(LcmState.RUNNING));
    String nic = "IP=\"10.0.0.%d\"";

    /** The quotas in {@code one.user.info}, as XML. */
    public String quotas = "";

    int nextId = 7;

    static VmStatus status(VmState state) {
        return VmStatus.of(state, LcmState.LCM_INIT);
    }

    static VmStatus lcm(LcmState state) {
        return VmStatus.of(VmState.ACTIVE, state);
    }

    /** Creates a cloud with two images, two networks and the guide's template (0). */
    FakeOned() {
        image(0, "Ubuntu 18.04", 0, 1024);
        image(1, "boot2docker", 0, 128);
        network(0, "public", 0);
        network(1, "private", 0);
        group(0, "oneadmin", "");
        group(1, "users", "");
        securityGroup(0, "default", 0);
        securityGroup(100, "docker", 0);
        vmGroup(5, "spread", "web");
        template(0, "Ubuntu 18.04", 0, """
                CPU="1" MEMORY="512" DISK=[IMAGE="Ubuntu 18.04"] NIC=[NETWORK="public"]
                GRAPHICS=[LISTEN="0.0.0.0",TYPE="vnc"]""");
    }

    public void template(int id, String name, int owner, String text) {
        add("VMTEMPLATE", id, name, owner, Template.parse(text).toXml("TEMPLATE"));
    }

    void image(int id, String name, int owner, int sizeMb) {
        add(
                "IMAGE",
                id,
                name,
                owner,
                "<SIZE>" + sizeMb + "</SIZE><STATE>1</STATE><PERSISTENT>0</PERSISTENT>"
                        + "<DATASTORE_ID>1</DATASTORE_ID>");
    }

    void network(int id, String name, int owner) {
        network(id, name, owner, 0);
    }

    /** Adds a network of a hundred addresses. */
    public void network(int id, String name, int owner, int used) {
        add(
                "VNET",
                id,
                name,
                owner,
                "<USED_LEASES>" + used + "</USED_LEASES><AR_POOL><AR><SIZE>100</SIZE></AR></AR_POOL>");
    }

    /** Adds an image in a state. */
    public void image(int id, String name, int owner, ImageState state) {
        add(
                "IMAGE",
                id,
                name,
                owner,
                "<SIZE>100</SIZE><STATE>" + state.number() + "</STATE><PERSISTENT>1</PERSISTENT>"
                        + "<DATASTORE_ID>1</DATASTORE_ID>");
    }

    /** Adds a datastore with attributes in the syntax of templates. */
    public void datastore(int id, String attributes) {
        add("DATASTORE", id, "default", 0, Template.parse(attributes).toXml("TEMPLATE"));
    }

    public void group(int id, String name, String quotas) {
        add("GROUP", id, name, 0, quotas);
    }

    public void dropGroups() {
        things.remove("GROUP");
    }

    void securityGroup(int id, String name, int owner) {
        add("SECURITY_GROUP", id, name, owner, "");
    }

    void vmGroup(int id, String name, String role) {
        add("VM_GROUP", id, name, 0, "<ROLES><ROLE><ID>0</ID><NAME>" + role + "</NAME></ROLE></ROLES>");
    }

    private static int groupOf(int user) {
        return user == 0 ? 0 : 1;
    }

    Vm vm(int id, String name, int owner, VmStatus status, Template user) {
        Vm vm = new Vm(id, name, owner, withLease(Template.EMPTY, id), user);
        vm.status = status;
        vms.put(id, vm);
        return vm;
    }

    /** Loses the answer to the next call of a method, which takes effect all the same. */
    void loseTheAnswerTo(String method) {
        fault(method, effect -> {
            effect.run();
            throw new TransportException(Kind.BROKEN, "the connection broke", null);
        });
    }

    /** Fails the next call of a method, without effect. */
    public void failOn(String method, RuntimeException failure) {
        fault(method, effect -> {
            throw failure;
        });
    }

    /** Replaces the next call of a method; the argument is its effect. */
    public void fault(String method, Consumer<Runnable> fault) {
        faults.computeIfAbsent(method, none -> new ArrayDeque<>()).add(fault);
    }

    List<MethodCall> callsOf(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    public static String text(MethodCall call, int index) {
        return call.params().get(index) instanceof StringValue(String text) ? text : "";
    }

    @Override
    public byte[] post(URI endpoint, byte[] body) {
        MethodCall call = codec.readCall(body);
        calls.add(call);
        if (unknownMethods.contains(call.method())) {
            return codec.writeResponse(new MethodResponse.Fault(-506, "Method '" + call.method() + "' not defined"));
        }
        XmlRpcValue[] result = new XmlRpcValue[1];
        Runnable effect = () -> result[0] = answer(call);
        Deque<Consumer<Runnable>> planned = faults.getOrDefault(call.method(), new ArrayDeque<>());
        if (planned.isEmpty()) {
            effect.run();
        } else {
            planned.remove().accept(effect);
        }
        return codec.writeResponse(new MethodResponse.Success(result[0]));
    }

    private XmlRpcValue answer(MethodCall call) {
        try {
            return ArrayValue.of(XmlRpcValue.of(true), result(call, user(call)), XmlRpcValue.of(0));
        } catch (Refusal e) {
            return ArrayValue.of(
                    XmlRpcValue.of(false),
                    XmlRpcValue.of("[" + call.method() + "] " + e.getMessage()),
                    XmlRpcValue.of(e.code()),
                    XmlRpcValue.of(-1));
        }
    }

    private int user(MethodCall call) {
        String[] session = text(call, 0).split(":", 2);
        Integer user = users.get(session[0]);
        if (user == null || !session[1].equals("opennebula")) {
            throw new Refusal(256, "User couldn't be authenticated, aborting call.");
        }
        return user;
    }

    private XmlRpcValue result(MethodCall call, int user) {
        return switch (call.method()) {
            case "one.system.version" -> XmlRpcValue.of("6.8.3");
            case "one.user.info" ->
                XmlRpcValue.of("<USER><ID>" + user + "</ID><GID>" + groupOf(user) + "</GID><GROUPS><ID>" + groupOf(user)
                        + "</ID></GROUPS><GNAME>" + (groupOf(user) == 0 ? "oneadmin" : "users") + "</GNAME><NAME>"
                        + userName(user) + "</NAME><TEMPLATE/>" + quotas + "</USER>");
            case "one.group.info" -> one("GROUP", number(call, 1), "group");
            case "one.secgrouppool.info" -> all("SECURITY_GROUP");
            case "one.vmgrouppool.info" -> all("VM_GROUP");
            case "one.vm.chown", "one.vm.chmod" -> XmlRpcValue.of(vmOf(number(call, 1)).id);
            case "one.template.info" -> one("VMTEMPLATE", number(call, 1), "template");
            case "one.image.info" -> one("IMAGE", number(call, 1), "image");
            case "one.vn.info" -> one("VNET", number(call, 1), "virtual network");
            case "one.datastorepool.info" -> all("DATASTORE");
            case "one.templatepool.info" -> all("VMTEMPLATE");
            case "one.imagepool.info" -> all("IMAGE");
            case "one.vnpool.info" -> all("VNET");
            case "one.template.instantiate" -> instantiate(call, user);
            case "one.vm.allocate" -> allocate(Template.parse(text(call, 1)), "", user);
            case "one.vm.info" -> XmlRpcValue.of(xml(look(number(call, 1)), true));
            case "one.vmpool.info" ->
                pool(vms.values().stream().filter(vm -> vm.owner == user && !vm.status.isDone()), false);
            case "one.vmpool.infoset" -> pool(ids(text(call, 1)).filter(vm -> !vm.status.isDone()), true);
            case "one.vm.action" -> act(text(call, 1), number(call, 2));
            default -> changes.answer(call, vmOf(number(call, 1)));
        };
    }

    private Stream<Vm> ids(String list) {
        return Stream.of(list.split(","))
                .map(Integer::valueOf)
                .filter(vms::containsKey)
                .map(vms::get);
    }

    private XmlRpcValue instantiate(MethodCall call, int user) {
        Thing thing = things("VMTEMPLATE").stream()
                .filter(template -> template.id() == number(call, 1))
                .findFirst()
                .orElseThrow(() -> new Refusal(1024, "Error getting template [" + number(call, 1) + "]."));
        Template merged = Template.fromXml(thing.xml());
        Template extra = Template.parse(text(call, 4));
        for (Attribute attribute : extra.attributes()) {
            merged = merged.without(attribute.name());
        }
        for (Attribute attribute : extra.attributes()) {
            merged = merged.with(attribute);
        }
        return allocate(merged, text(call, 2), user);
    }

    private XmlRpcValue allocate(Template template, String name, int user) {
        int id = nextId++;
        Vm vm = new Vm(
                id,
                name.isEmpty() ? template.single("NAME").orElse("one-" + id) : name,
                user,
                withLease(part(template, true), id),
                part(template, false));
        vm.ahead.addAll(firstSteps);
        vms.put(id, vm);
        return XmlRpcValue.of(id);
    }

    /** Returns the hardware or the user part of a template. */
    private static Template part(Template template, boolean hardware) {
        return new Template(template.attributes().stream()
                .filter(attribute -> VM_ATTRIBUTES.contains(attribute.name()) == hardware)
                .toList());
    }

    private List<Thing> things(String element) {
        return things.getOrDefault(element, List.of());
    }

    Vm vmOf(int id) {
        return vms.values().stream().filter(vm -> vm.id == id).findFirst().orElseThrow();
    }

    private Template withLease(Template template, int id) {
        Template leased = template.without("NIC");
        List<Vector> nics = template.vectors("NIC").isEmpty() ? List.of(Vector.of("NIC")) : template.vectors("NIC");
        Map<String, String> lease = nic.isEmpty()
                ? Map.of()
                : Template.parse("NIC=[" + nic.formatted(id) + "]")
                        .vector("NIC")
                        .orElseThrow()
                        .values();
        for (Vector card : nics) {
            Vector with = card;
            for (Map.Entry<String, String> entry : lease.entrySet()) {
                with = with.with(entry.getKey(), entry.getValue());
            }
            leased = leased.with(with);
        }
        return leased;
    }

    private Vm look(int id) {
        Vm vm = vms.get(id);
        if (vm == null) {
            throw new Refusal(1024, "Error getting virtual machine [" + id + "].");
        }
        vm.status = vm.ahead.isEmpty() ? vm.status : vm.ahead.remove();
        return vm;
    }

    private XmlRpcValue act(String wireName, int id) {
        Vm vm = vms.get(id);
        if (vm == null) {
            throw new Refusal(1024, "Error getting virtual machine [" + id + "].");
        }
        VmStatus old = vm.status;
        List<VmStatus> steps = VmTransitions.of(wireName, old);
        vm.ahead.clear();
        vm.ahead.add(old);
        vm.ahead.addAll(steps);
        return XmlRpcValue.of(id);
    }

    private void add(String element, int id, String name, int owner, String xml) {
        things.computeIfAbsent(element, none -> new ArrayList<>()).add(new Thing(id, name, owner, xml));
    }

    private XmlRpcValue one(String element, int id, String what) {
        return things(element).stream()
                .filter(thing -> thing.id() == id)
                .findFirst()
                .map(thing -> XmlRpcValue.of(xml(element, thing)))
                .orElseThrow(() -> new Refusal(1024, "Error getting " + what + " [" + id + "]."));
    }

    private XmlRpcValue all(String element) {
        return XmlRpcValue.of("<" + element + "_POOL>"
                + things(element).stream().map(thing -> xml(element, thing)).collect(Collectors.joining())
                + "</" + element + "_POOL>");
    }

    private XmlRpcValue pool(Stream<Vm> listed, boolean extended) {
        return XmlRpcValue.of(
                "<VM_POOL>" + listed.map(vm -> xml(vm, extended)).collect(Collectors.joining()) + "</VM_POOL>");
    }

    private String xml(String element, Thing thing) {
        return "<" + element + ">" + head(thing.id(), thing.name(), thing.owner()) + thing.xml() + "</" + element + ">";
    }

    private String xml(Vm vm, boolean extended) {
        Template user = extended
                ? vm.user
                : new Template(vm.user.attributes().stream()
                        .filter(attribute -> USER_ATTRIBUTES.contains(attribute.name()))
                        .toList());
        return "<VM>" + head(vm.id, vm.name, vm.owner) + "<STATE>" + vm.status.stateNumber() + "</STATE><LCM_STATE>"
                + vm.status.lcmNumber() + "</LCM_STATE>" + vm.template.toXml("TEMPLATE") + user.toXml("USER_TEMPLATE")
                + vm.more + "</VM>";
    }

    private String head(int id, String name, int owner) {
        return "<ID>" + id + "</ID><UID>" + owner + "</UID><GID>0</GID><UNAME>" + userName(owner)
                + "</UNAME><GNAME>users</GNAME><NAME>" + name + "</NAME>";
    }

    private String userName(int id) {
        return users.entrySet().stream()
                .filter(user -> user.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("unknown");
    }

    static int number(MethodCall call, int index) {
        return call.params().get(index) instanceof IntValue(int number) ? number : -1;
    }
}
