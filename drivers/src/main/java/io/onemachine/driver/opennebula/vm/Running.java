package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.status.StateMapping;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import java.util.EnumSet;
import java.util.Set;

/** Running, from any state. A VM that fails to boot returns to its old state, so attempts are limited. */
final class Running implements TargetState {

    /** States from which OpenNebula returns a VM whose boot fails to POWEROFF, SUSPENDED or UNKNOWN. */
    private static final Set<LcmState> BOOTING =
            EnumSet.of(LcmState.BOOT_POWEROFF, LcmState.BOOT_SUSPENDED, LcmState.BOOT_UNKNOWN);

    private boolean wasBooting;

    @Override
    public NextAction next(VmStatus status) {
        return switch (status.state()) {
            case INIT, PENDING, CLONING, UNRECOGNIZED -> NextAction.WAIT;
            case HOLD -> new NextAction.Act(VmAction.RELEASE);
            case STOPPED, SUSPENDED, POWEROFF, UNDEPLOYED -> resume(status);
            case DONE -> new NextAction.GiveUp("it is gone");
            case CLONING_FAILURE -> TargetState.failed(status);
            case ACTIVE -> {
                wasBooting |= BOOTING.contains(status.lcm());
                if (StateMapping.runs(status)) {
                    yield NextAction.ARRIVED;
                }
                if (status.lcm() == LcmState.UNKNOWN) {
                    yield resume(status);
                }
                yield status.lcm().isFailure() ? TargetState.failed(status) : NextAction.WAIT;
            }
        };
    }

    private NextAction resume(VmStatus status) {
        boolean fellBack = wasBooting
                && (status.state() == VmState.POWEROFF
                        || status.state() == VmState.SUSPENDED
                        || status.state() == VmState.ACTIVE);
        return fellBack
                ? new NextAction.GiveUp("it did not boot and is back in state " + status)
                : new NextAction.Act(VmAction.RESUME);
    }
}
