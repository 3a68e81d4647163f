package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.driver.OptionEffect;

/** Classifies the options by what a change of them requires on a VM that exists. */
public final class OptionEffects {

    private OptionEffects() {}

    /** Returns the effect of the option of that flag name; {@link OptionEffect#REPLACE} when there is none. */
    public static OptionEffect of(String flagName) {
        for (OpenNebulaOption option : OpenNebulaOption.values()) {
            if (option.flagName().equals(flagName)) {
                return of(option);
            }
        }
        return OptionEffect.REPLACE;
    }

    static OptionEffect of(OpenNebulaOption option) {
        return switch (option) {
            case CPU -> OptionEffect.CPU;
            case VCPU -> OptionEffect.VCPU;
            case MEMORY -> OptionEffect.MEMORY;
            case DISK_RESIZE -> OptionEffect.DISK;
            case LABEL -> OptionEffect.LABELS;
            case LEASE -> OptionEffect.LEASE;
            case PERMISSIONS -> OptionEffect.PERMISSIONS;
            case USER, PASSWORD, STORE_PASSWORD, ENDPOINT, CA_CERT, INSECURE, REQUEST_TIMEOUT ->
                OptionEffect.CREATION_ONLY;
            case HOLD, START_RETRIES, NO_READY_WAIT -> OptionEffect.CREATION_ONLY;
            // Preferences of the scheduler, which any host and datastore satisfies.
            case RANK, DATASTORE_RANK -> OptionEffect.CREATION_ONLY;
            // Not stored, because answers may be secret, so a change of one cannot be seen.
            case INPUT -> OptionEffect.CREATION_ONLY;
            case TEMPLATE_ID,
                    TEMPLATE_NAME,
                    TEMPLATE_OWNER,
                    CONTEXT_REPLACE,
                    PERSISTENT,
                    IMAGE_ID,
                    IMAGE_NAME,
                    IMAGE_OWNER,
                    DEV_PREFIX,
                    B2D_SIZE,
                    CPU_MODEL,
                    NETWORK_ID,
                    NETWORK_NAME,
                    NETWORK_OWNER,
                    NIC,
                    SECURITY_GROUP,
                    CLUSTER,
                    HOST,
                    REQUIREMENTS,
                    DATASTORE_REQUIREMENTS,
                    VM_GROUP,
                    VM_GROUP_ROLE,
                    SSH_USER,
                    USER_DATA,
                    GROUP,
                    DISABLE_VNC,
                    VNC_LISTEN,
                    ATTRIBUTE -> OptionEffect.REPLACE;
        };
    }
}
