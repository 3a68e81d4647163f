package io.onemachine.devcloud.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An HTTP answer. Every answer closes the connection. */
public final class HttpAnswer {

    private final int status;
    private final String contentType;
    private final byte[] body;

    /**
     * @param status the HTTP status
     * @param contentType for example {@code text/xml; charset=utf-8}
     */
    HttpAnswer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public static HttpAnswer xml(byte[] body) {
        return new HttpAnswer(200, "text/xml; charset=utf-8", body);
    }

    public static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the error page of the front end's server library. */
    static HttpAnswer error(int status, String explanation) {
        String title = "Error " + status;
        String page = "<HTML><HEAD><TITLE>" + title + "</TITLE></HEAD><BODY><H1>" + title + "</H1><P>" + explanation
                + "</P><p><HR><b><i><a href=\"http://xmlrpc-c.sourceforge.net\">"
                + "ABYSS Web Server for XML-RPC For C/C++</a></i></b> version 1.33.14<br></p></BODY></HTML>";
        return new HttpAnswer(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the answer with only this many bytes of the body, although all are announced. */
    void send(HttpExchange exchange, int bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, Math.min(bytes, body.length));
        exchange.getResponseBody().flush();
    }

    /** Sends the answer. */
    public void send(HttpExchange exchange) throws IOException {
        send(exchange, body.length);
    }
}
