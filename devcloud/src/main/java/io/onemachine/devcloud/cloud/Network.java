package io.onemachine.devcloud.cloud;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A network with one range of addresses, which are leased to virtual machines. */
public final class Network implements CloudObject {

    private final int id;
    private final String name;
    private final int ownerId;
    private final int groupId;
    private final Permissions permissions;
    private final String bridge;
    private final Subnet subnet;
    private final AddressRange range;
    private final TreeMap<Long, Integer> vmByAddress = new TreeMap<>();

    /**
     * The addresses to lease, as numbers: IPv4 addresses; with IPv6 the numbers of hardware addresses, which the others are made from.
     *
     * @param first the first one
     * @param size how many
     */
    public record AddressRange(long first, int size) {

        public long last() {
            return first + size - 1;
        }

        boolean contains(long address) {
            return address >= first && address <= last();
        }
    }

    public Network(
            int id,
            String name,
            int ownerId,
            int groupId,
            Permissions permissions,
            String bridge,
            Subnet subnet,
            AddressRange range) {
        this.id = id;
        this.name = name;
        this.ownerId = ownerId;
        this.groupId = groupId;
        this.permissions = permissions;
        this.bridge = bridge;
        this.subnet = subnet;
        this.range = range;
    }

    @Override
    public Kind kind() {
        return Kind.NETWORK;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int ownerId() {
        return ownerId;
    }

    @Override
    public int groupId() {
        return groupId;
    }

    @Override
    public Permissions permissions() {
        return permissions;
    }

    public String bridge() {
        return bridge;
    }

    public Subnet subnet() {
        return subnet;
    }

    public AddressRange range() {
        return range;
    }

    /** Returns the machine each leased address belongs to. */
    public Map<Long, Integer> leases() {
        return Map.copyOf(vmByAddress);
    }

    /** Leases the lowest free address; nothing when all are taken. */
    public OptionalLong lease(int vmId) {
        long candidate = range.first();
        for (long taken : vmByAddress.keySet()) {
            if (taken != candidate) {
                break;
            }
            candidate++;
        }
        return range.contains(candidate) ? take(candidate, vmId) : OptionalLong.empty();
    }

    /** Leases this address; nothing when it is taken or not in the range. */
    public OptionalLong lease(int vmId, long address) {
        return isFree(address) ? take(address, vmId) : OptionalLong.empty();
    }

    /** Returns whether an address is in the range and not leased. */
    public boolean isFree(long address) {
        return range.contains(address) && !vmByAddress.containsKey(address);
    }

    /** Gives back every address of a machine. */
    public void release(int vmId) {
        vmByAddress.values().removeIf(holder -> holder == vmId);
    }

    private OptionalLong take(long address, int vmId) {
        vmByAddress.put(address, vmId);
        return OptionalLong.of(address);
    }
}
