package io.onemachine.opennebula.xmlrpc;

import java.util.List;

/**
 * A call.
 *
 * @param method for example {@code one.vm.info}
 * @param params in order; OpenNebula wants the session string first
 */
public record MethodCall(String method, List<XmlRpcValue> params) {

    public MethodCall {
        params = List.copyOf(params);
    }

    /** The method and the number of parameters: parameters hold a password and are not shown. */
    @Override
    public String toString() {
        return method + "(" + params.size() + " parameters)";
    }
}
