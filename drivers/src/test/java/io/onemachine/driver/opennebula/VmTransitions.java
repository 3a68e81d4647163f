package io.onemachine.driver.opennebula;

import static io.onemachine.driver.opennebula.FakeOned.lcm;
import static io.onemachine.driver.opennebula.FakeOned.status;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The states that follow an action on a VM, as a real front end has them. */
final class VmTransitions {
    private static final Set<LcmState> TAKE_TERMINATE =
            EnumSet.of(LcmState.RUNNING, LcmState.UNKNOWN, LcmState.SHUTDOWN);

    private VmTransitions() {}

    /** Returns the states after an action; refuses an action that the state does not allow. */
    static List<VmStatus> of(String wireName, VmStatus old) {
        return switch (VmAction.valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'))) {
            case POWEROFF ->
                old.isRunning()
                        ? List.of(lcm(LcmState.SHUTDOWN_POWEROFF), status(VmState.POWEROFF))
                        : refuse(wireName, old);
            case POWEROFF_HARD ->
                old.isRunning() || old.lcm() == LcmState.SHUTDOWN_POWEROFF
                        ? List.of(status(VmState.POWEROFF))
                        : refuse(wireName, old);
            case RESUME ->
                switch (old.state()) {
                    case POWEROFF, UNDEPLOYED, STOPPED, SUSPENDED ->
                        List.of(lcm(LcmState.BOOT_POWEROFF), lcm(LcmState.RUNNING));
                    default -> old.lcm() == LcmState.UNKNOWN ? List.of(lcm(LcmState.RUNNING)) : refuse(wireName, old);
                };
            case UNDEPLOY_HARD ->
                old.isRunning() || old.lcm() == LcmState.SHUTDOWN_UNDEPLOY
                        ? List.of(status(VmState.UNDEPLOYED))
                        : refuse(wireName, old);
            case HOLD -> old.state() == VmState.PENDING ? List.of(status(VmState.HOLD)) : refuse(wireName, old);
            case RELEASE ->
                old.state() == VmState.HOLD
                        ? List.of(status(VmState.PENDING), lcm(LcmState.BOOT), lcm(LcmState.RUNNING))
                        : refuse(wireName, old);
            case TERMINATE_HARD ->
                old.state() == VmState.ACTIVE && !old.lcm().isFailure() && !TAKE_TERMINATE.contains(old.lcm())
                        ? refuse(wireName, old)
                        : List.of(lcm(LcmState.EPILOG), status(VmState.DONE));
            default -> refuse(wireName, old);
        };
    }

    private static List<VmStatus> refuse(String action, VmStatus status) {
        throw new Refusal(2048, "Error performing action \"" + action + "\": wrong state " + status + ".");
    }
}
