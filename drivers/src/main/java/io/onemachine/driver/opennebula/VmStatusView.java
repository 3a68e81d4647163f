package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.care.VmDescription;
import io.onemachine.driver.opennebula.status.StateMapping;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Instant;
import java.util.Optional;

/**
 * A machine's part of a bulk query. It answers as {@link OpenNebulaDriver} would and keeps only what it needs of a document of several
 * kilobytes.
 */
sealed interface VmStatusView extends HostStatus {

    /** Returns the status of the machine with this VM. */
    static VmStatusView of(OpenNebulaDriver driver, VirtualMachine vm) {
        if (vm.status().isDone()) {
            return new Gone(driver.gone());
        }
        MachineState state = StateMapping.of(vm.status());
        Optional<HostDescription> description = Optional.of(VmDescription.ofPool(vm));
        try {
            return new WithAddress(state, driver.address(vm), description);
        } catch (DriverException e) {
            return new WithoutAddress(state, e, description);
        }
    }

    @Override
    default Optional<Instant> leaseEnd() {
        return description().flatMap(HostDescription::leaseEnd);
    }

    /** A VM that has an address. */
    record WithAddress(MachineState state, String address, Optional<HostDescription> description)
            implements VmStatusView {
        @Override
        public String ip() {
            if (state != MachineState.RUNNING) {
                throw new HostNotRunningException();
            }
            return address;
        }

        @Override
        public String url() {
            return OpenNebulaDriver.urlAt(ip());
        }
    }

    /** A VM without an address. */
    record WithoutAddress(MachineState state, DriverException reason, Optional<HostDescription> description)
            implements VmStatusView {
        @Override
        public String ip() {
            throw state == MachineState.RUNNING ? reason : new HostNotRunningException();
        }

        @Override
        public String url() {
            return ip();
        }
    }

    /**
     * A VM whose front end is unreachable; as in the driver, the last known address is used.
     *
     * @param lastAddress empty when there is none
     */
    record Unreachable(DriverException reason, String lastAddress) implements VmStatusView {
        @Override
        public MachineState state() {
            throw reason;
        }

        @Override
        public String ip() {
            if (lastAddress.isEmpty()) {
                throw reason;
            }
            return lastAddress;
        }

        @Override
        public String url() {
            throw reason;
        }
    }

    /** No VM. */
    record Gone(DriverException reason) implements VmStatusView {
        @Override
        public boolean isGone() {
            return true;
        }

        @Override
        public MachineState state() {
            return MachineState.ERROR;
        }

        @Override
        public String ip() {
            throw reason;
        }

        @Override
        public String url() {
            throw reason;
        }
    }
}
