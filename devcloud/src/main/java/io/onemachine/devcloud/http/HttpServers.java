package io.onemachine.devcloud.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server: one port of the loopback address, a virtual thread for each call. */
public final class HttpServers implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService executor;

    private HttpServers(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts the server.
     *
     * @param port 0 for any that is free
     * @param handler gets every request
     * @throws BindException when the port is in use
     */
    public static HttpServers start(int port, HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        server.createContext("/", handler);
        server.start();
        return new HttpServers(server, executor);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Waits up to a second for answers in progress, and closes the port. */
    @Override
    public void close() {
        server.stop((int) Duration.ofSeconds(1).toSeconds());
        executor.shutdownNow();
    }
}
