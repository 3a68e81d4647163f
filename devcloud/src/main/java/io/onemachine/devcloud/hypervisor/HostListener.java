package io.onemachine.devcloud.hypervisor;

/** Hears of what happens in a host without having been asked for. Called from a thread of the hypervisor's. */
public interface HostListener {

    /** The host ended although nobody called {@link Host#shutdown} or {@link Host#kill}: it powered itself off or died. */
    void ended();

    /** The contextualization in the guest has run to its end (OneGate's {@code READY=YES}). */
    void ready();
}
