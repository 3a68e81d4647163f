package io.onemachine.devcloud.cloud;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A network with one range of addresses for leases to VMs. */
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
     * The addresses to lease, as numbers: IPv4 addresses; with IPv6 those of hardware addresses, from which the others are derived.
     *
     * @param first the first address
     * @param size the number of addresses
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

    /** Returns the VM of each leased address. */
    public Map<Long, Integer> leases() {
        return Map.copyOf(vmByAddress);
    }

    /** Leases the lowest free address; empty when all are leased. */
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

    /** Leases this address; empty when it is leased or outside the range. */
    public OptionalLong lease(int vmId, long address) {
        return isFree(address) ? take(address, vmId) : OptionalLong.empty();
    }

    /** Returns whether an address is in the range and not leased. */
    public boolean isFree(long address) {
        return range.contains(address) && !vmByAddress.containsKey(address);
    }

    /** Releases every address of a VM. */
    public void release(int vmId) {
        vmByAddress.values().removeIf(holder -> holder == vmId);
    }

    private OptionalLong take(long address, int vmId) {
        vmByAddress.put(address, vmId);
        return OptionalLong.of(address);
    }
}
