package io.onemachine.machine.driver;

/** What can be asked about a host without changing it. A {@link Driver} answers as it is now, others as it was when it was looked at. */
public interface HostStatus {
    /** The host's state; {@link MachineState#ERROR} when it is gone. */
    MachineState state();

    /**
     * The host's address.
     *
     * @throws io.onemachine.machine.error.MachineException when it has none
     */
    String ip();

    /**
     * The engine's endpoint, such as {@code tcp://192.0.2.7:2376}; empty when nobody knows one.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    String url();
}
