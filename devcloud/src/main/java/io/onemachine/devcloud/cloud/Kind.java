package io.onemachine.devcloud.cloud;

/** Kinds of objects, with OpenNebula's names for them in messages and documents. */
public enum Kind {
    VM("virtual machine", "VM", "VM"),
    TEMPLATE("virtual machine template", "TEMPLATE", "VMTEMPLATE"),
    IMAGE("image", "IMAGE", "IMAGE"),
    NETWORK("virtual network", "NET", "VNET"),
    USER("user", "USER", "USER"),
    GROUP("group", "GROUP", "GROUP"),
    VM_GROUP("vm group", "VMGROUP", "VM_GROUP"),
    SECURITY_GROUP("security group", "SECGROUP", "SECURITY_GROUP"),
    CLUSTER("cluster", "CLUSTER", "CLUSTER"),
    HOST("host", "HOST", "HOST"),
    DATASTORE("datastore", "DATASTORE", "DATASTORE"),
    PLANNED_ACTION("scheduled action", "SCHEDULEDACTION", "SCHED_ACTION");

    private final String title;
    private final String code;
    private final String element;

    Kind(String title, String code, String element) {
        this.title = title;
        this.code = code;
        this.element = element;
    }

    /** Returns the name in "Error getting virtual machine [7]". */
    public String title() {
        return title;
    }

    /** Returns the name in "Not authorized to perform USE NET [0]". */
    public String code() {
        return code;
    }

    /** Returns the root element of its document. */
    public String element() {
        return element;
    }
}
