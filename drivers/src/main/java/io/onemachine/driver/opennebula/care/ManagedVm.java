package io.onemachine.driver.opennebula.care;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.access.ErrorTranslator;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.vm.TargetState;
import io.onemachine.driver.opennebula.vm.VmTransition;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A machine's VM, for the parts of {@link VmCare}.
 *
 * @param access the front end
 * @param context the machine
 * @param config the machine's configuration
 * @param existing reads the VM, which exists
 */
public record ManagedVm(
        CloudAccess access, DriverContext context, OpenNebulaConfig config, Supplier<VirtualMachine> existing) {

    /** Covers writing a large memory to a slow disk. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    OpenNebulaClient client() {
        return access.client();
    }

    /** Reads the VM. */
    VirtualMachine read() {
        return existing.get();
    }

    /** Waits until no operation on the VM is in progress, and reads it. */
    VirtualMachine settled(String what) {
        return settled(read().id(), what);
    }

    /** Does the same for the VM that was read before. */
    VirtualMachine settled(int id, String what) {
        return ErrorTranslator.translate(
                        access, () -> new VmTransition(client(), context, id, TargetState.settled()).run(what, LIMIT))
                .orElseThrow(() -> new DriverException("VM " + id + " is gone"));
    }

    /**
     * Runs calls to the front end.
     *
     * @throws QuotaException when a quota refuses them
     * @throws NotSupportedException when the front end does not know a method
     */
    <T> T call(Supplier<T> work) {
        return ErrorTranslator.translate(access, () -> {
            try {
                return work.get();
            } catch (ApiException e) {
                if (ErrorTranslator.isOfQuota(e)) {
                    throw new QuotaException("OpenNebula: " + e.getMessage(), e);
                }
                if (e.code() == ApiErrorCode.XML_RPC_API) {
                    throw new NotSupportedException(
                            "OpenNebula at " + access.endpoint().uri() + " does not support this: " + e.getMessage(),
                            "A newer OpenNebula may: scheduled actions of a VM can be changed since 6.2.",
                            e);
                }
                throw e;
            }
        });
    }

    /** Runs calls without a result, in the same way. */
    void call(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** Returns the VM in messages. */
    String named(VirtualMachine vm) {
        return "VM " + vm.id() + " (" + context.machine() + ")";
    }

    /** Returns OpenNebula's last complaint as the end of a message; empty when there is none. */
    static String complaint(VirtualMachine vm) {
        return vm.error().map(text -> ": " + text).orElse("");
    }
}
