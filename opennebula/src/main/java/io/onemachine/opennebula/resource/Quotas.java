package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of a user or a group.
 *
 * @param vms for VMs: {@code VMS}, {@code CPU}, {@code MEMORY} (MB) and the like; at most one entry
 * @param networks for networks, by id: {@code LEASES}
 * @param images for images, by id: {@code RVMS}, the VMs that use it
 * @param defaults the quotas that apply where these leave a metric open; null when unknown
 */
public record Quotas(
        List<QuotaUse> vms,
        List<QuotaUse> networks,
        List<QuotaUse> images,
        @Nullable Quotas defaults) {

    /** No limits. */
    public static final Quotas NONE = new Quotas(List.of(), List.of(), List.of(), null);

    public Quotas {
        vms = List.copyOf(vms);
        networks = List.copyOf(networks);
        images = List.copyOf(images);
    }

    /**
     * Parses the quotas in a {@code <USER>} or {@code <GROUP>}.
     *
     * @param defaults the name of the element with the cloud's defaults, for example {@code DEFAULT_USER_QUOTAS}
     */
    static Quotas of(XmlElement owner, String defaults) {
        return of(
                owner,
                owner.child(defaults).map(found -> of(found, (Quotas) null)).orElse(null));
    }

    private static Quotas of(XmlElement owner, @Nullable Quotas defaults) {
        return new Quotas(
                entries(owner, "VM_QUOTA", "VM").stream()
                        .filter(entry -> !entry.isOfClusters())
                        .toList(),
                entries(owner, "NETWORK_QUOTA", "NETWORK"),
                entries(owner, "IMAGE_QUOTA", "IMAGE"),
                defaults);
    }

    private static List<QuotaUse> entries(XmlElement owner, String quota, String element) {
        return owner.child(quota).map(found -> found.children(element)).orElse(List.of()).stream()
                .map(QuotaUse::of)
                .toList();
    }

    /** Returns the room in a metric of VMs; empty when it is unlimited. */
    public Optional<Room> ofVms(String metric) {
        return room(
                vms.stream().findFirst(),
                defaults == null ? Optional.empty() : defaults.vms.stream().findFirst(),
                metric);
    }

    /** Returns the room in a network's leases; empty when they are unlimited. */
    public Optional<Room> ofNetwork(int id) {
        return room(named(networks, id), defaults == null ? Optional.empty() : named(defaults.networks, id), "LEASES");
    }

    /** Returns the room in the number of VMs that may use an image; empty when it is unlimited. */
    public Optional<Room> ofImage(int id) {
        return room(named(images, id), defaults == null ? Optional.empty() : named(defaults.images, id), "RVMS");
    }

    private static Optional<QuotaUse> named(List<QuotaUse> entries, int id) {
        return entries.stream()
                .filter(entry -> entry.id().equals(Integer.toString(id)))
                .findFirst();
    }

    private static Optional<Room> room(Optional<QuotaUse> own, Optional<QuotaUse> byDefault, String metric) {
        BigDecimal used = own.map(entry -> entry.used(metric)).orElse(BigDecimal.ZERO);
        boolean open = own.map(entry -> entry.leavesOpen(metric)).orElse(true);
        return (open ? byDefault : own).flatMap(entry -> entry.limit(metric)).map(limit -> new Room(limit, used));
    }

    /**
     * A limit and its use.
     *
     * @param limit the limit
     * @param used the used amount
     */
    public record Room(BigDecimal limit, BigDecimal used) {

        /** Returns whether an additional amount would exceed the limit. */
        public boolean isTooSmallFor(BigDecimal more) {
            return used.add(more).compareTo(limit) > 0;
        }
    }
}
