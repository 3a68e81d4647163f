package io.onemachine.opennebula.xmlrpc;

import java.util.List;

/**
 * A call.
 *
 * @param method the method, for example {@code one.vm.info}
 * @param params the parameters in order; OpenNebula expects the session string first
 */
public record MethodCall(String method, List<XmlRpcValue> params) {

    public MethodCall {
        params = List.copyOf(params);
    }

    /** Returns the method and the number of parameters: parameters contain a password and are not shown. */
    @Override
    public String toString() {
        return method + "(" + params.size() + " parameters)";
    }
}
