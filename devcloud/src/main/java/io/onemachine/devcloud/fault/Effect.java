package io.onemachine.devcloud.fault;

import java.time.Duration;

/** The effect of a fault. */
public sealed interface Effect {

    /** An effect on the answer of a call. */
    sealed interface OfCall extends Effect {}

    /** An effect on a VM. */
    sealed interface OfVm extends Effect {}

    /** The call has no effect and is answered with this error of OpenNebula's. */
    record Refuse(int code, String message) implements OfCall {}

    /** The connection is closed without an answer and without an effect. */
    record DropBefore() implements OfCall {}

    /** The call has its effect, then the connection is closed without an answer. */
    record DropAfter() implements OfCall {}

    /** The effect is delayed: the call is answered, or the VM continues, after this time. */
    record Delay(Duration time) implements OfCall, OfVm {}

    /** The call has its effect; of the answer only this many bytes are sent. */
    record Truncate(int bytes) implements OfCall {}

    /** The call has its effect; the answer is meaningless bytes. */
    record Garbage() implements OfCall {}

    /** The call has no effect; the answer is an HTML page, as of a proxy, with this HTTP status. */
    record Page(int status) implements OfCall {}

    /** The VM's step fails with this message. */
    record Fail(String message) implements OfVm {}

    /** The VM's step does not end until the fault is cleared. */
    record Stuck() implements OfVm {}

    /** The VM's state becomes UNKNOWN. */
    record Unknown() implements OfVm {}
}
