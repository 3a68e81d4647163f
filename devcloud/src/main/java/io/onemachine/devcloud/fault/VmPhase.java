package io.onemachine.devcloud.fault;

import java.util.Locale;

/** The moments in a machine's life where something can go wrong on request. */
public enum VmPhase {
    /** Its image is being fetched: {@code PROLOG}. */
    PROLOG,
    /** Its host is being started: {@code BOOT}. */
    BOOT,
    /** Its host has just been started. */
    RUNNING,
    /** Its host is being shut down. */
    SHUTDOWN;

    /** Returns the target of a fault: {@code vm.boot}. */
    public String target() {
        return "vm." + name().toLowerCase(Locale.ROOT);
    }
}
