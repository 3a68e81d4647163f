package io.onemachine.devcloud.fault;

import java.time.Duration;

/** What goes wrong. */
public sealed interface Effect {

    /** Something that happens to the answer of a call. */
    sealed interface OfCall extends Effect {}

    /** Something that happens to a machine. */
    sealed interface OfVm extends Effect {}

    /** The call has no effect and is answered with this error of OpenNebula's. */
    record Refuse(int code, String message) implements OfCall {}

    /** The connection is closed without an answer and without an effect. */
    record DropBefore() implements OfCall {}

    /** The call has its effect, then the connection is closed without an answer. */
    record DropAfter() implements OfCall {}

    /** What is asked for happens later: the call is answered, or the machine goes on, after this time. */
    record Delay(Duration time) implements OfCall, OfVm {}

    /** The call has its effect; of the answer only this many bytes are sent. */
    record Truncate(int bytes) implements OfCall {}

    /** The call has its effect; the answer is bytes that mean nothing. */
    record Garbage() implements OfCall {}

    /** The call has no effect; the answer is a page for people, as a proxy's, with this HTTP status. */
    record Page(int status) implements OfCall {}

    /** The machine's step fails with this message. */
    record Fail(String message) implements OfVm {}

    /** The machine's step does not end until the fault is cleared. */
    record Stuck() implements OfVm {}

    /** The machine's state becomes UNKNOWN. */
    record Unknown() implements OfVm {}
}
