package io.onemachine.devcloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.onemachine.devcloud.api.Api;
import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.opennebula.xmlrpc.MalformedMessageException;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Handles calls at {@code /RPC2}: applies faults and answers. */
public final class FrontEnd implements HttpHandler {

    private static final String PATH = "/RPC2";
    private static final int LARGEST_CALL = 16 << 20;
    private static final int FAULT_NOT_XML = -503;

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final Api api;
    private final FaultPlan faults;
    private final CallCounter log;

    public FrontEnd(Api api, FaultPlan faults, CallCounter log) {
        this.api = api;
        this.faults = faults;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<HttpAnswer> refusal = refuse(exchange);
            if (refusal.isPresent()) {
                refusal.get().send(exchange);
                return;
            }
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(LARGEST_CALL + 1);
            }
            if (body.length > LARGEST_CALL) {
                HttpAnswer.error(413, "A call has 16 MiB at most").send(exchange);
                return;
            }
            call(exchange, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the answer for a missing page. */
    public static HttpAnswer notFound(String path) {
        String shown = path.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return HttpAnswer.error(
                404,
                "This XML-RPC For C/C++ Abyss XML-RPC server responds to only one URI path.  I don't know what URI path"
                        + " that is, but it's not the one you requested: '" + shown + "'.  (Typically, it's '/RPC2')");
    }

    private static Optional<HttpAnswer> refuse(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (!PATH.equals(path)) {
            return Optional.of(notFound(path));
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Optional.of(HttpAnswer.error(405, "POST is the only HTTP method this server understands"));
        }
        if (!exchange.getRequestHeaders().containsKey("Content-Length")
                || exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
            return Optional.of(HttpAnswer.error(411, "You must send a content-length HTTP header in an XML-RPC call."));
        }
        return Optional.empty();
    }

    private void call(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        MethodCall call;
        try {
            call = codec.readCall(body);
        } catch (MalformedMessageException e) {
            log.count("malformed", "");
            send(exchange, malformed(e));
            return;
        }
        String detail = detail(call);
        log.count(call.method(), detail);
        Optional<Effect.OfCall> effect = faults.ofCall(call.method(), detail);
        if (effect.isEmpty()) {
            send(exchange, api.answer(call));
        } else {
            applyFault(exchange, call, effect.get());
        }
    }

    private void applyFault(HttpExchange exchange, MethodCall call, Effect.OfCall effect)
            throws IOException, InterruptedException {
        switch (effect) {
            case Effect.Refuse(int code, String message) ->
                send(exchange, Api.failure(call.method(), code, message, -1));
            case Effect.DropBefore() -> {}
            case Effect.DropAfter() -> api.answer(call);
            case Effect.Delay(var time) -> {
                Thread.sleep(time);
                send(exchange, api.answer(call));
            }
            case Effect.Truncate(int bytes) -> answer(api.answer(call)).send(exchange, bytes);
            case Effect.Garbage() -> {
                api.answer(call);
                byte[] noise = new byte[512];
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = (byte) (i * 31);
                }
                HttpAnswer.xml(noise).send(exchange);
            }
            case Effect.Page(int status) -> page(status).send(exchange);
        }
    }

    private void send(HttpExchange exchange, MethodResponse response) throws IOException {
        answer(response).send(exchange);
    }

    private HttpAnswer answer(MethodResponse response) {
        return HttpAnswer.xml(codec.writeResponse(response));
    }

    private static MethodResponse malformed(MalformedMessageException e) {
        String detail = switch (e.problem()) {
            case NOT_XML -> "Call is not valid XML.  " + e.getMessage();
            case NOT_XML_RPC, TOO_BIG -> String.valueOf(e.getMessage());
        };
        return new MethodResponse.Fault(FAULT_NOT_XML, "Call XML not a proper XML-RPC call.  " + detail);
    }

    /** Returns the action in a call of {@code one.vm.action}; empty for other methods. */
    private static String detail(MethodCall call) {
        boolean action = call.method().equals("one.vm.action") && call.params().size() > 1;
        return action && call.params().get(1) instanceof XmlRpcValue.StringValue(String name) ? name : "";
    }

    private static HttpAnswer page(int status) {
        String page = "<!DOCTYPE html><html><head><title>" + status + "</title></head>" + "<body><h1>" + status
                + "</h1><p>The server behind this proxy cannot be reached.</p></body></html>";
        return new HttpAnswer(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }
}
