package io.onemachine.cli.error;

import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.context.ContextException;
import io.onemachine.machine.context.ContextExistsException;
import io.onemachine.machine.error.CertificateException;
import io.onemachine.machine.error.CopyException;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.EngineConnectionException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.error.MachineBusyException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.MachineStateException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.machine.host.RestartRequiredException;
import io.onemachine.swarm.SwarmCheckException;
import io.onemachine.swarm.SwarmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of an error, for programs. The codes are stable: none is ever renamed or given another meaning. */
public enum ErrorCode {
    /** The command line is wrong: an option, an argument, a filter. */
    USAGE(null),
    /** A Go template cannot be read or applied. */
    TEMPLATE(null),
    /** Any other error of a command. */
    FAILED(MachineException.class),
    /** A fault of this program. */
    INTERNAL(null),
    MACHINE_NOT_FOUND(MachineNotFoundException.class),
    MACHINE_EXISTS(MachineExistsException.class),
    INVALID_MACHINE_NAME(InvalidMachineNameException.class),
    MACHINE_BUSY(MachineBusyException.class),
    MACHINE_STATE(MachineStateException.class),
    HOST_NOT_RUNNING(HostNotRunningException.class),
    BROKEN_MACHINE(InvalidMachineConfigException.class),
    STORE(StoreException.class),
    DRIVER_NOT_FOUND(DriverNotFoundException.class),
    DRIVER_OPTION(DriverOptionException.class),
    DRIVER(DriverException.class),
    PLUGIN(PluginException.class),
    PRE_CREATE_CHECK(PreCreateCheckException.class),
    CREATION(MachineCreationException.class),
    CREATION_HELD_BACK(CreationHeldBackException.class),
    PROVISIONING(ProvisioningException.class),
    ENGINE_CONNECTION(EngineConnectionException.class),
    ENGINE(EngineException.class),
    CERTIFICATE(CertificateException.class),
    SSH_UNAVAILABLE(SshUnavailableException.class),
    SSH_CONNECTION_LOST(SshConnectionLostException.class),
    SSH(SshException.class),
    COPY(CopyException.class),
    CONTEXT(ContextException.class),
    CONTEXT_EXISTS(ContextExistsException.class),
    LOCAL_COMMAND(LocalCommandException.class),
    NOT_SUPPORTED(NotSupportedException.class),
    RESTART_REQUIRED(RestartRequiredException.class),
    CAPACITY(CapacityException.class),
    QUOTA(QuotaException.class),
    SWARM_CHECK(SwarmCheckException.class),
    SWARM(SwarmException.class),
    INTERRUPTED(OperationInterruptedException.class);

    private final @Nullable Class<? extends MachineException> type;

    ErrorCode(@Nullable Class<? extends MachineException> type) {
        this.type = type;
    }

    /** Returns the code as it is printed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the code of a failure in the library: that of its type, else of the closest supertype that has one. */
    public static ErrorCode of(Class<? extends MachineException> failure) {
        for (Class<?> type = failure; type != null; type = type.getSuperclass()) {
            for (ErrorCode code : values()) {
                if (code.type == type) {
                    return code;
                }
            }
        }
        return FAILED;
    }
}
