package io.onemachine.machine.orphan;

import io.onemachine.machine.driver.CloudAccount;
import io.onemachine.machine.driver.TaggedHost;
import java.util.Optional;

/**
 * A host that was created for a machine of this store and belongs to no machine now.
 *
 * @param driver the driver's name
 * @param endpoint the cloud's endpoint; empty when it is not known
 * @param user the user at the cloud; empty when it is not known
 * @param host the host; its state is empty when the cloud could not be asked
 * @param account the account that removes it; empty for a driver without an inventory
 * @param removed the machine that was removed without its host; empty for a host that was found by its tag
 * @param removable whether it can be removed now
 */
public record Orphan(
        String driver,
        String endpoint,
        String user,
        TaggedHost host,
        Optional<CloudAccount> account,
        Optional<RemovedMachine> removed,
        boolean removable) {

    /** Creates an orphan that was found by its tag. */
    public Orphan(String driver, CloudAccount account, TaggedHost host) {
        this(driver, account.endpoint(), account.user(), host, Optional.of(account), Optional.empty(), true);
    }

    /** Returns the same orphan, not removable now. */
    public Orphan asItIs() {
        return new Orphan(driver, endpoint, user, host, account, removed, false);
    }

    /** Returns whether both are the same host at the same account. */
    public boolean isSameHostAs(Orphan other) {
        return driver.equals(other.driver)
                && endpoint.equals(other.endpoint)
                && user.equals(other.user)
                && host.id().equals(other.host.id());
    }
}
