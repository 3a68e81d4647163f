package io.onemachine.machine.driver;

/** What a changed option of a driver requires on a host that exists. */
public enum OptionEffect {
    /** The share of physical CPUs: {@link io.onemachine.machine.host.HostSize#cpu()}. */
    CPU,
    /** The number of virtual CPUs: {@link io.onemachine.machine.host.HostSize#vcpus()}. */
    VCPU,
    /** The memory in MB: {@link io.onemachine.machine.host.HostSize#memory()}. */
    MEMORY,
    /** The size of the first disk in MB, which can only grow: {@link io.onemachine.machine.host.HostSize#disk()}. */
    DISK,
    /** The labels in the cloud: {@link io.onemachine.machine.host.HostCare#setLabels}. */
    LABELS,
    /** The time after which the cloud removes the host: {@link io.onemachine.machine.host.HostCare#setLeaseEnd}. */
    LEASE,
    /** Who may use the host in the cloud: {@link io.onemachine.machine.host.HostCare#setPermissions}. */
    PERMISSIONS,
    /** Nothing: the option matters only while a host is created, or names the account. */
    CREATION_ONLY,
    /** The host has to be removed and created again. */
    REPLACE
}
