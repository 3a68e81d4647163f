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
 * All objects of the cloud. Every access happens inside {@link #locked}: one lock guards the cloud and
 * everything in it.
 */
public final class Cloud {

    /** The name of the only host. */
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
     * The only host.
     *
     * @param cpus the CPUs that may be assigned in total
     * @param memoryMb the memory that may be assigned in total, in MiB
     */
    public record HostCapacity(String name, double cpus, long memoryMb) {}

    public Cloud(Release release, HostCapacity host) {
        this.release = release;
        this.host = host;
    }

    /** Runs work under the cloud's lock and returns its result. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Runs work under the cloud's lock. */
    public void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    /** Returns the release of OpenNebula that it imitates. */
    public Release release() {
        return release;
    }

    public HostCapacity host() {
        return host;
    }

    /** Returns the evaluator of requirements to the only host. */
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

    /** Returns the quotas of groups and the defaults. */
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

    /** Adds a VM; unless it is DONE, its addresses must have been leased already. */
    public void add(VirtualMachine vm) {
        vms.put(vm.id(), vm);
        nextVmId = Math.max(nextVmId, vm.id() + 1);
    }

    /** Returns the id of the next planned action. */
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

    /** Returns the id of the next VM. Ids are never reused. */
    public int nextVmId() {
        return nextVmId;
    }

    /** Sets the next VM's id, unless one as high is in use. */
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

    /** Returns the user of a session string {@code user:password}; empty when the user or password is wrong. */
    public Optional<User> authenticate(String session) {
        int colon = session.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        return userNamed(session.substring(0, colon)).filter(user -> user.hasPassword(session.substring(colon + 1)));
    }

    /** Returns whether a user has a right to an object. */
    public boolean mayUse(User user, CloudObject object, Right right) {
        Permissions permissions = object.permissions();
        return user.isAdmin()
                || (user.id() == object.ownerId() && permissions.grants(Party.OWNER, right))
                || (user.group().id() == object.groupId() && permissions.grants(Party.GROUP, right))
                || permissions.grants(Party.OTHER, right);
    }

    /**
     * Checks that a user has a right to an object.
     *
     * @throws CloudException when the user does not
     */
    public void authorize(User user, CloudObject object, Right right) {
        if (!mayUse(user, object, right)) {
            throw CloudException.notAuthorized(user, right, object.kind(), object.id());
        }
    }

    /** Returns the VMs that use an image and are not DONE, lowest id first. */
    public List<Integer> vmsWithImage(int imageId) {
        String wanted = Integer.toString(imageId);
        return vmIds(vm -> vm.state() != VmState.DONE
                && vm.template().vectors("DISK").stream()
                        .anyMatch(disk -> disk.text("IMAGE_ID").equals(wanted)));
    }

    /** Returns the VMs that have a card in a security group and are not DONE, lowest id first. */
    public List<Integer> vmsInSecurityGroup(int groupId) {
        String wanted = Integer.toString(groupId);
        return vmIds(vm -> vm.state() != VmState.DONE
                && vm.template().vectors("NIC").stream()
                        .anyMatch(nic -> List.of(nic.text("SECURITY_GROUPS").split(",", -1))
                                .contains(wanted)));
    }

    /** Returns the VMs that take up room on the host, lowest id first. */
    public List<Integer> vmsOnHost() {
        return vmIds(vm -> vm.state().holdsCapacity());
    }

    /** Returns a user's use of what quotas limit. */
    public Quota.Use useOf(User user) {
        return use(vm -> vm.ownerId() == user.id());
    }

    /** Returns a group's use of what quotas limit. */
    public Quota.Use useOf(Group group) {
        return use(vm -> vm.groupId() == group.id());
    }

    /** Returns the use of the host by its VMs. */
    public Quota.Usage hostUsage() {
        return usage(vm -> vm.state().holdsCapacity());
    }

    /** Returns the name of a user; empty when there is none with that id. */
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
