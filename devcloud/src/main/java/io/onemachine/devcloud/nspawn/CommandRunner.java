package io.onemachine.devcloud.nspawn;

/** Runs programs of this computer. The seam that lets tests see what would be run. */
public interface CommandRunner {

    /**
     * Runs a program and waits for its end.
     *
     * @throws io.onemachine.devcloud.hypervisor.HypervisorException when it cannot be started or exceeds its limit
     */
    CommandResult run(Command command) throws InterruptedException;
}
