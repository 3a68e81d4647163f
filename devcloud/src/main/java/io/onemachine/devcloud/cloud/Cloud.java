package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Permissions.Party;
import io.onemachine.devcloud.cloud.Permissions.Right;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All objects of the cloud. Whoever reads or changes anything of it does so inside {@link #locked}: one lock guards the cloud and
 * everything in it.
 */
public final class Cloud {

    /** The name documents give the one host. */
    public static final String HOST_NAME = "devcloud";

    private final ReentrantLock lock = new ReentrantLock();
    private final Release release;
    private final HostCapacity host;
    private final TreeMap<Integer, User> users = new TreeMap<>();
    private final TreeMap<Integer, Image> images = new TreeMap<>();
    private final TreeMap<Integer, Network> networks = new TreeMap<>();
    private final TreeMap<Integer, VmTemplate> templates = new TreeMap<>();
    private final TreeMap<Integer, VirtualMachine> vms = new TreeMap<>();
    private final GroupQuotas quotas = new GroupQuotas();
    private int nextVmId;

    /**
     * The one host machines run on.
     *
     * @param cpus how many CPUs may be given away in all
     * @param memoryMb how much memory, in MiB
     */
    public record HostCapacity(String name, double cpus, long memoryMb) {}

    public Cloud(Release release, HostCapacity host) {
        this.release = release;
        this.host = host;
    }

    /** Does something with the cloud while nobody else does. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something with the cloud while nobody else does. */
    public void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    /** Returns the release of OpenNebula that it answers as. */
    public Release release() {
        return release;
    }

    public HostCapacity host() {
        return host;
    }

    /** What can be required of the one host. */
    public HostRequirements hostRequirements() {
        return new HostRequirements(Map.of(
                "ID", "0",
                "NAME", HOST_NAME,
                "HOSTNAME", HOST_NAME,
                "CLUSTER_ID", "0",
                "CLUSTER", "default",
                "ARCH", "x86_64",
                "HYPERVISOR", host.name()));
    }

    /** Returns the quotas that are not those of a single user. */
    public GroupQuotas quotas() {
        return quotas;
    }

    public void add(User user) {
        users.put(user.id(), user);
    }

    public void add(Image image) {
        images.put(image.id(), image);
    }

    public void add(Network network) {
        networks.put(network.id(), network);
    }

    public void add(VmTemplate template) {
        templates.put(template.id(), template);
    }

    /** Adds a machine; if it is not DONE, its addresses must have been leased already. */
    public void add(VirtualMachine vm) {
        vms.put(vm.id(), vm);
        nextVmId = Math.max(nextVmId, vm.id() + 1);
    }

    /** Returns the number the next planned action gets. */
    public int nextActionId() {
        return 1
                + vms.values().stream()
                        .flatMap(vm -> vm.template().vectors(PlannedAction.ATTRIBUTE).stream())
                        .map(action -> action.text("ID"))
                        .filter(id -> id.matches("\\d{1,9}"))
                        .mapToInt(Integer::parseInt)
                        .max()
                        .orElse(-1);
    }

    /** Returns the number the next machine gets. A number is never given twice. */
    public int nextVmId() {
        return nextVmId;
    }

    /** Sets the next machine's number, unless one as high is in use. */
    public void startVmIdsAt(int id) {
        nextVmId = Math.max(nextVmId, id);
    }

    public int nextTemplateId() {
        return templates.isEmpty() ? 0 : templates.lastKey() + 1;
    }

    public Collection<User> users() {
        return List.copyOf(users.values());
    }

    public Collection<Image> images() {
        return List.copyOf(images.values());
    }

    public Collection<Network> networks() {
        return List.copyOf(networks.values());
    }

    public Collection<VmTemplate> templates() {
        return List.copyOf(templates.values());
    }

    public Collection<VirtualMachine> vms() {
        return List.copyOf(vms.values());
    }

    public User user(int id) {
        return find(users, Kind.USER, id);
    }

    public Image image(int id) {
        return find(images, Kind.IMAGE, id);
    }

    public Network network(int id) {
        return find(networks, Kind.NETWORK, id);
    }

    public VmTemplate template(int id) {
        return find(templates, Kind.TEMPLATE, id);
    }

    public VirtualMachine vm(int id) {
        return find(vms, Kind.VM, id);
    }

    public Optional<User> userNamed(String name) {
        return users.values().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    public Optional<Image> findImage(int id) {
        return Optional.ofNullable(images.get(id));
    }

    public Optional<Network> findNetwork(int id) {
        return Optional.ofNullable(networks.get(id));
    }

    public Optional<Image> imageNamed(String name, int ownerId) {
        return owned(images.values(), name, ownerId);
    }

    public Optional<Network> networkNamed(String name, int ownerId) {
        return owned(networks.values(), name, ownerId);
    }

    /** Returns the user of a session string {@code user:password}; nothing when the password is wrong or there is no such user. */
    public Optional<User> authenticate(String session) {
        int colon = session.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        return userNamed(session.substring(0, colon)).filter(user -> user.hasPassword(session.substring(colon + 1)));
    }

    /** Returns whether a user may do something with an object. */
    public boolean mayUse(User user, CloudObject object, Right right) {
        Permissions permissions = object.permissions();
        return user.isAdmin()
                || (user.id() == object.ownerId() && permissions.grants(Party.OWNER, right))
                || (user.group().id() == object.groupId() && permissions.grants(Party.GROUP, right))
                || permissions.grants(Party.OTHER, right);
    }

    /**
     * Checks that a user may do something with an object.
     *
     * @throws CloudException when not
     */
    public void authorize(User user, CloudObject object, Right right) {
        if (!mayUse(user, object, right)) {
            throw CloudException.notAuthorized(user, right, object.kind(), object.id());
        }
    }

    /** Returns the machines that use an image and are not DONE, lowest number first. */
    public List<Integer> vmsWithImage(int imageId) {
        String wanted = Integer.toString(imageId);
        return vmIds(vm -> vm.state() != VmState.DONE
                && vm.template().vectors("DISK").stream()
                        .anyMatch(disk -> disk.text("IMAGE_ID").equals(wanted)));
    }

    /** Returns the machines that have a card in a security group and are not DONE, lowest number first. */
    public List<Integer> vmsInSecurityGroup(int groupId) {
        String wanted = Integer.toString(groupId);
        return vmIds(vm -> vm.state() != VmState.DONE
                && vm.template().vectors("NIC").stream()
                        .anyMatch(nic -> List.of(nic.text("SECURITY_GROUPS").split(",", -1))
                                .contains(wanted)));
    }

    /** Returns the machines that take up room on the host, lowest number first. */
    public List<Integer> vmsOnHost() {
        return vmIds(vm -> vm.state().holdsCapacity());
    }

    /** What a user has of what quotas limit. */
    public Quota.Use useOf(User user) {
        return use(vm -> vm.ownerId() == user.id());
    }

    /** What a group's machines have of what quotas limit. */
    public Quota.Use useOf(Group group) {
        return use(vm -> vm.groupId() == group.id());
    }

    /** What the machines on the host take of it. */
    public Quota.Usage hostUsage() {
        return usage(vm -> vm.state().holdsCapacity());
    }

    /** Returns the name of a user, empty when there is none of that number. */
    public String userName(int id) {
        return Optional.ofNullable(users.get(id)).map(User::name).orElse("");
    }

    private Quota.Usage usage(Predicate<VirtualMachine> which) {
        return vms.values().stream()
                .filter(which)
                .map(VirtualMachine::usage)
                .reduce(Quota.Usage.NONE, Quota.Usage::plus);
    }

    private Quota.Use use(Predicate<VirtualMachine> which) {
        return vms.values().stream().filter(which).map(VirtualMachine::use).reduce(Quota.Use.NONE, Quota.Use::plus);
    }

    private List<Integer> vmIds(Predicate<VirtualMachine> which) {
        return vms.values().stream()
                .filter(which)
                .map(VirtualMachine::id)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static <T extends CloudObject> Optional<T> owned(Collection<T> pool, String name, int ownerId) {
        return pool.stream()
                .filter(object -> object.name().equals(name) && object.ownerId() == ownerId)
                .findFirst();
    }

    private static <T> T find(Map<Integer, T> pool, Kind kind, int id) {
        T object = pool.get(id);
        if (object == null) {
            throw CloudException.noSuch(kind, id);
        }
        return object;
    }
}
