package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.Allocator;
import io.onemachine.devcloud.allocation.Restrictions;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.document.Configuration;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.state.StateStore;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Answers API calls. */
public final class Api {

    private static final int FAULT_PARAMETERS = -501;
    private static final int FAULT_NO_SUCH_METHOD = -506;

    private final Cloud cloud;
    private final Map<String, Method> methods = new HashMap<>();

    public Api(Cloud cloud, Lifecycle lifecycle, StateStore store, Clock clock) {
        this.cloud = cloud;
        Documents documents = new Documents(cloud);
        Allocator allocator = new Allocator(cloud, clock);
        methods.put(
                "one.system.version",
                (user, arguments) -> XmlRpcValue.of(cloud.release().version()));
        methods.put("one.system.config", (user, arguments) -> configuration(user));
        methods.putAll(new VmMethods(cloud, documents, allocator, lifecycle).methods());
        methods.putAll(new ResizeMethods(cloud, allocator, lifecycle).methods());
        methods.putAll(new SnapshotMethods(cloud, allocator, lifecycle).methods());
        methods.putAll(new PlannedActionMethods(cloud, lifecycle).methods());
        methods.putAll(new VmPoolMethods(cloud, documents).methods());
        methods.putAll(new TemplateMethods(cloud, documents, allocator, lifecycle, store, clock).methods());
        methods.putAll(new ResourceMethods(cloud, documents).methods());
        methods.putAll(new PlacementMethods(cloud, documents).methods());
        methods.putAll(new UserMethods(cloud, documents, store).methods());
        methods.putAll(new QuotaMethods(cloud, documents, store).methods());
    }

    /** Returns the answer to a call. */
    public MethodResponse answer(MethodCall call) {
        Method method = methods.get(call.method());
        if (method == null) {
            return new MethodResponse.Fault(FAULT_NO_SUCH_METHOD, "Method '" + call.method() + "' not defined");
        }
        Arguments arguments = new Arguments(call.params());
        try {
            String session = arguments.string(0);
            return success(cloud.locked(() -> method.call(authenticate(session), arguments)));
        } catch (Arguments.WrongArgumentException e) {
            return new MethodResponse.Fault(FAULT_PARAMETERS, String.valueOf(e.getMessage()));
        } catch (CloudException e) {
            return failure(call.method(), e.code().number(), String.valueOf(e.getMessage()), e.objectId());
        }
    }

    /** Returns the answer to a failed call. */
    public static MethodResponse failure(String method, int code, String message, int objectId) {
        return new MethodResponse.Success(XmlRpcValue.ArrayValue.of(
                XmlRpcValue.of(false),
                XmlRpcValue.of("[" + method + "] " + message),
                XmlRpcValue.of(code),
                XmlRpcValue.of(objectId),
                XmlRpcValue.of(-1L)));
    }

    private XmlRpcValue configuration(User user) {
        if (!user.isAdmin()) {
            throw CloudException.forUser(
                    user, "The oned configuration can only be retrieved by users in the oneadmin group.");
        }
        return XmlRpcValue.of(Configuration.document(cloud.release(), Restrictions.names()));
    }

    private static MethodResponse success(XmlRpcValue value) {
        return new MethodResponse.Success(XmlRpcValue.ArrayValue.of(XmlRpcValue.of(true), value, XmlRpcValue.of(0)));
    }

    private User authenticate(String session) {
        Optional<User> user = cloud.authenticate(session);
        return user.orElseThrow(
                () -> new CloudException(ErrorCode.AUTHENTICATION, "User couldn't be authenticated, aborting call."));
    }
}
