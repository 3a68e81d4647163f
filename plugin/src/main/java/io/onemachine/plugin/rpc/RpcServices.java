package io.onemachine.plugin.rpc;

import java.util.Map;

/**
 * The services of a server.
 *
 * @param services the methods by name, by the name of their service
 */
public record RpcServices(Map<String, Map<String, RpcMethod>> services) {
    public RpcServices {
        services = Map.copyOf(services);
    }

    /**
     * Returns the method of a name such as {@code Service.Method}.
     *
     * @throws RpcFault with Go's message when there is no such method
     */
    RpcMethod find(String name) throws RpcFault {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            throw new RpcFault("rpc: service/method request ill-formed: " + name);
        }
        Map<String, RpcMethod> service = services.get(name.substring(0, dot));
        if (service == null) {
            throw new RpcFault("rpc: can't find service " + name);
        }
        RpcMethod method = service.get(name.substring(dot + 1));
        if (method == null) {
            throw new RpcFault("rpc: can't find method " + name);
        }
        return method;
    }
}
