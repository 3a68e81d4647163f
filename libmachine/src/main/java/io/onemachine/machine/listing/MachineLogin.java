package io.onemachine.machine.listing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.ssh.SshTarget;
import java.util.Optional;

/**
 * The SSH login of a machine.
 *
 * @param machine the machine's name
 * @param driverName its driver's name; empty when its configuration cannot be used
 * @param state its state; {@link MachineState#NONE} when that is not known
 * @param hasHost whether it has a host to log in to: not when its driver only points at an engine
 * @param target the login, at the present address or else at the last known one; empty when there is no host, or no address is
 *     known
 * @param url its engine's endpoint; empty when it is not running, or does not say
 * @param problem why the state is not known or there is no login, a sentence without its full stop; empty for none
 */
public record MachineLogin(
        String machine,
        String driverName,
        MachineState state,
        boolean hasHost,
        Optional<SshTarget> target,
        String url,
        String problem) {}
