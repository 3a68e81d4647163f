package io.onemachine.driver.opennebula.option;

/** Names of VM template attributes that several parts of the driver use. */
public final class VmAttributes {
    public static final String CARD = "NIC";
    public static final String ALIAS = "NIC_ALIAS";
    public static final String LABELS = "LABELS";
    public static final String CPU_MODEL = "CPU_MODEL";
    public static final String VM_GROUP = "VMGROUP";
    public static final String REQUIREMENTS = "SCHED_REQUIREMENTS";
    public static final String RANK = "SCHED_RANK";
    public static final String DATASTORE_REQUIREMENTS = "SCHED_DS_REQUIREMENTS";
    public static final String DATASTORE_RANK = "SCHED_DS_RANK";

    /** The prefix of this program's own attributes. */
    public static final String OWN_PREFIX = "DOCKER_MACHINE_";

    /** The tag that links a VM to its machine. */
    public static final String TAG = OWN_PREFIX + "TAG";

    /**
     * The end of the VM's lease, which the pools of release 7.4 do not show otherwise: seconds since 1970, or {@code +SECONDS} from the VM's
     * start; empty for none.
     */
    public static final String LEASE = OWN_PREFIX + "LEASE";

    /** The name of the fleet that the VM is a member of; empty or missing for none. */
    public static final String FLEET = OWN_PREFIX + "FLEET";

    private VmAttributes() {}
}
