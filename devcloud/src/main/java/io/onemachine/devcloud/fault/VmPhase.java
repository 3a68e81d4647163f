package io.onemachine.devcloud.fault;

import java.util.Locale;

/** The phases of a VM's life at which a fault can apply. */
public enum VmPhase {
    /** The image is fetched: {@code PROLOG}. */
    PROLOG,
    /** The host is started: {@code BOOT}. */
    BOOT,
    /** The host has just started. */
    RUNNING,
    /** The host is shut down. */
    SHUTDOWN,
    /** CPU and memory of a running host are changed. */
    RESIZE,
    /** A disk is enlarged. */
    DISK_RESIZE,
    /** A snapshot of the VM or of a disk is created, deleted or gone back to. */
    SNAPSHOT;

    /** Returns the target of a fault: {@code vm.boot}. */
    public String target() {
        return "vm." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
