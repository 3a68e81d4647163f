package io.onemachine.opennebula;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.xml.XmlElement;
import io.onemachine.opennebula.xml.XmlException;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xml.XmlReader;
import io.onemachine.opennebula.xmlrpc.MalformedMessageException;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.BooleanValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.LongValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends calls and checks the shape of their answers: {@code [true, value, …]} or {@code [false, message, code, …]}. Newer versions
 * append fields, which are ignored.
 */
final class RpcCaller {

    private static final XmlLimits LIMITS = XmlLimits.DEFAULT;

    private final URI endpoint;
    private final Optional<Session> alternative;
    private volatile Session session;
    private final HttpTransport transport;
    private final CallObserver observer;
    private final XmlRpcCodec codec = new XmlRpcCodec(LIMITS);

    RpcCaller(
            URI endpoint,
            Session session,
            Optional<Session> alternative,
            HttpTransport transport,
            CallObserver observer) {
        this.endpoint = endpoint;
        this.session = session;
        this.alternative = alternative;
        this.transport = transport;
        this.observer = observer;
    }

    /** Sends a call and ignores its result. */
    void execute(String method, XmlRpcValue... params) {
        value(method, params);
    }

    /** Returns the number in the answer. */
    int id(String method, XmlRpcValue... params) {
        XmlRpcValue value = value(method, params);
        if (value instanceof IntValue(int id)) {
            return id;
        }
        if (value instanceof LongValue(long id) && id == (int) id) {
            return (int) id;
        }
        throw unexpected(method, "no number in the answer");
    }

    /** Returns the text in the answer. */
    String text(String method, XmlRpcValue... params) {
        if (value(method, params) instanceof StringValue(String text)) {
            return text;
        }
        throw unexpected(method, "no text in the answer");
    }

    /**
     * Returns the document of one object.
     *
     * @param element the object's element, for example {@code VM}
     */
    XmlElement document(String method, String element, XmlRpcValue... params) {
        String document = text(method, params);
        try {
            return checked(method, element, XmlElement.parse(document, LIMITS));
        } catch (XmlException e) {
            throw unreadable(method, e);
        }
    }

    /**
     * Returns the objects of a document, read one after the other.
     *
     * @param element the objects' element; the pool's has {@code _POOL} appended
     */
    <T> List<T> pool(String method, String element, Function<XmlElement, T> object, XmlRpcValue... params) {
        String document = text(method, params);
        try {
            XmlReader xml = XmlReader.of(document, LIMITS);
            List<T> objects = new ArrayList<>();
            if (!xml.next() || !xml.name().equals(element + "_POOL")) {
                throw unexpected(method, "<" + xml.name() + "> instead of <" + element + "_POOL>");
            }
            while (xml.next()) {
                objects.add(object.apply(checked(method, element, XmlElement.read(xml))));
            }
            xml.next();
            return objects;
        } catch (XmlException e) {
            throw unreadable(method, e);
        }
    }

    private XmlElement checked(String method, String element, XmlElement object) {
        if (!object.name().equals(element)) {
            throw unexpected(method, "<" + object.name() + "> instead of <" + element + ">");
        }
        if (!object.childText("ID").matches("[0-9]{1,9}")) {
            throw unexpected(method, "<" + element + "> without a number in <ID>");
        }
        return object;
    }

    private XmlRpcValue value(String method, XmlRpcValue... params) {
        Session first = session;
        try {
            return value(first, method, params);
        } catch (ApiException e) {
            Session other = alternative.orElse(first);
            if (e.code() != ApiErrorCode.AUTHENTICATION || other.equals(first)) {
                throw e;
            }
            // An unauthenticated call has no effect, so a repetition cannot do anything twice.
            XmlRpcValue value = value(other, method, params);
            session = other;
            return value;
        }
    }

    private XmlRpcValue value(Session caller, String method, XmlRpcValue... params) {
        List<XmlRpcValue> all = new ArrayList<>(params.length + 1);
        all.add(XmlRpcValue.of(caller.token()));
        all.addAll(List.of(params));
        MethodResponse response = response(method, answer(method, codec.writeCall(new MethodCall(method, all))));
        // No switch: a switch over types generates a class at its first run, which costs milliseconds of every command
        // with a call.
        if (response instanceof MethodResponse.Fault(int code, String message)) {
            throw ApiException.ofFault(code, message);
        }
        if (response instanceof MethodResponse.Success(ArrayValue(List<XmlRpcValue> items))) {
            return result(method, items);
        }
        throw unexpected(method, "no array in the answer");
    }

    private byte[] answer(String method, byte[] call) {
        int received = 0;
        try {
            byte[] answer = transport.post(endpoint, call);
            received = answer.length;
            return answer;
        } finally {
            observer.called(method, call.length, received);
        }
    }

    private MethodResponse response(String method, byte[] answer) {
        try {
            return codec.readResponse(answer);
        } catch (MalformedMessageException e) {
            String hint = switch (e.problem()) {
                case NOT_XML -> "it is not XML, or was cut short";
                case NOT_XML_RPC -> "it is XML, but not OpenNebula's";
                case TOO_BIG -> "it is too big";
            };
            throw new TransportException(
                    Kind.MALFORMED,
                    "cannot read the answer of " + endpoint + " to " + method + ": " + hint + ": " + e.getMessage(),
                    e);
        }
    }

    private XmlRpcValue result(String method, List<XmlRpcValue> items) {
        if (items.size() < 2 || !(items.getFirst() instanceof BooleanValue(boolean success))) {
            throw unexpected(method, "no result in the answer");
        }
        if (success) {
            return items.get(1);
        }
        String message = items.get(1) instanceof StringValue(String text) ? text : "no reason given";
        int code = items.size() > 2 && items.get(2) instanceof IntValue(int number) ? number : 0;
        throw new ApiException(code, message);
    }

    private TransportException unexpected(String method, String what) {
        return new TransportException(
                Kind.MALFORMED, "cannot read the answer of " + endpoint + " to " + method + ": " + what, null);
    }

    private TransportException unreadable(String method, XmlException e) {
        return new TransportException(
                Kind.MALFORMED,
                "cannot read the document in the answer of " + endpoint + " to " + method + ": " + e.getMessage(),
                e);
    }
}
