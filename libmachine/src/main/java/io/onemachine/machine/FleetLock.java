package io.onemachine.machine;

/** The right to change a fleet as a whole; see {@link Machines#lockFleet}. */
@FunctionalInterface
public interface FleetLock extends AutoCloseable {
    @Override
    void close();
}
