package io.onemachine.driver.opennebula;

/** Names of attributes in templates of VMs that more than one part of the driver writes or reads. */
final class VmAttributes {
    static final String CARD = "NIC";
    static final String ALIAS = "NIC_ALIAS";
    static final String LABELS = "LABELS";
    static final String CPU_MODEL = "CPU_MODEL";
    static final String VM_GROUP = "VMGROUP";
    static final String REQUIREMENTS = "SCHED_REQUIREMENTS";
    static final String RANK = "SCHED_RANK";
    static final String DATASTORE_REQUIREMENTS = "SCHED_DS_REQUIREMENTS";
    static final String DATASTORE_RANK = "SCHED_DS_RANK";

    /** The beginning of the names of this program's own attributes. */
    static final String OWN_PREFIX = "DOCKER_MACHINE_";

    /** The tag that says which machine a VM belongs to. */
    static final String TAG = OWN_PREFIX + "TAG";

    private VmAttributes() {}
}
