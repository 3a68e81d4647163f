package io.onemachine.devcloud.hypervisor;

/** Receives events of a host. Called from a thread of the hypervisor. */
public interface HostListener {

    /** Reports that the host ended without {@link Host#shutdown} or {@link Host#kill}: it powered itself off or died. */
    void ended();

    /** Reports that the contextualization in the guest has finished (OneGate's {@code READY=YES}). */
    void ready();
}
