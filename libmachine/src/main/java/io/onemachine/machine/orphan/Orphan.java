package io.onemachine.machine.orphan;

import io.onemachine.machine.driver.CloudAccount;
import io.onemachine.machine.driver.TaggedHost;
import java.util.Optional;

/**
 * A host that was made for a machine of this store and that no machine knows any more.
 *
 * @param driver the driver's name
 * @param endpoint where it is; empty when that is not known
 * @param user the account that sees it there; empty when that is not known
 * @param host the host; of one that cannot be asked about, its state is empty
 * @param place what finds and removes it; empty for a driver that cannot look for hosts
 * @param removed the machine that was dropped without its host; empty for a host that was found by its marks
 * @param removable whether it can be removed now
 */
public record Orphan(
        String driver,
        String endpoint,
        String user,
        TaggedHost host,
        Optional<CloudAccount> place,
        Optional<RemovedMachine> removed,
        boolean removable) {

    /** A host that was found by its marks. */
    public Orphan(String driver, CloudAccount place, TaggedHost host) {
        this(driver, place.endpoint(), place.user(), host, Optional.of(place), Optional.empty(), true);
    }

    /** The same, not to be removed now. */
    public Orphan asItIs() {
        return new Orphan(driver, endpoint, user, host, place, removed, false);
    }

    /** Whether both are the same host, seen by the same account. */
    public boolean isSameHostAs(Orphan other) {
        return driver.equals(other.driver)
                && endpoint.equals(other.endpoint)
                && user.equals(other.user)
                && host.id().equals(other.host.id());
    }
}
