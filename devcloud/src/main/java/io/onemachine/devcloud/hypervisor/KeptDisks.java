package io.onemachine.devcloud.hypervisor;

/** The disks of a host that a snapshot keeps. */
public enum KeptDisks {
    /** The disk that it boots from. */
    ROOT,
    /** That disk and the volatile ones. */
    ALL
}
