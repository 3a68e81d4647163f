package io.onemachine.devcloud.nspawn;

/** Runs programs of this computer; a seam for tests. */
public interface CommandRunner {

    /**
     * Runs a program and waits for its end.
     *
     * @throws io.onemachine.devcloud.hypervisor.HypervisorException when it cannot be started or exceeds its limit
     */
    CommandResult run(Command command) throws InterruptedException;
}
