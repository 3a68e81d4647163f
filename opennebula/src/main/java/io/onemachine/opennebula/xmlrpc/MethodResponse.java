package io.onemachine.opennebula.xmlrpc;

/** An answer. OpenNebula's own errors are a {@link Success} that holds {@code [false, message, code, …]}. */
public sealed interface MethodResponse {

    /** A value. */
    record Success(XmlRpcValue value) implements MethodResponse {}

    /**
     * The front end did not understand the call: -501 parameters, -503 not XML, -506 unknown method.
     *
     * @param code as sent
     * @param message as sent
     */
    record Fault(int code, String message) implements MethodResponse {}
}
