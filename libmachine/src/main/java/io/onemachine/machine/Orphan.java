package io.onemachine.machine;

import io.onemachine.machine.driver.HostPlace;
import io.onemachine.machine.driver.StoreHost;

/**
 * A host that was made for a machine of this store and that no machine knows any more.
 *
 * @param driver the driver's name
 * @param place where it is
 * @param host the host
 */
public record Orphan(String driver, HostPlace place, StoreHost host) {}
