package io.onemachine.plugin.client;

import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.protocol.WireFlags;
import io.onemachine.plugin.rpc.RpcMethod;
import io.onemachine.plugin.rpc.RpcServer;
import io.onemachine.plugin.rpc.RpcServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A folder of plugin programs. They are scripts; those that speak the protocol print the address of a server in the test's
 * process, which gives the answers that the test sets.
 */
final class Programs implements AutoCloseable {
    private final Path folder;
    private final List<RpcServer> servers = new CopyOnWriteArrayList<>();

    Programs(Path folder) {
        this.folder = folder;
    }

    Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", folder + ":/nowhere"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    /** Adds a plugin that is a shell script; each start of it is a line in {@link #starts}. */
    void script(String driver, String text) {
        try {
            Path file = folder.resolve(Protocol.PROGRAM_PREFIX + driver);
            Files.writeString(file, "#!/bin/sh\necho $$ >>'" + folder + "/starts'\n" + text + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a plugin that answers correctly, except for the given methods. */
    void serving(String driver, Map<String, RpcMethod> methods) {
        served(driver, Map.of(Protocol.SERVICE, proper(methods)), "exec /bin/sleep 1000");
    }

    /** Adds a plugin with the given services, which prints its address and then runs a shell command. */
    void served(String driver, Map<String, Map<String, RpcMethod>> services, String command) {
        try {
            RpcServer server =
                    RpcServer.start(new RpcServices(services), Protocol.registeredTypes(), GobLimits.DEFAULT);
            servers.add(server);
            script(driver, "echo 127.0.0.1:" + server.address().getPort() + "\n" + command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the methods of a driver that accepts every call. */
    static Map<String, RpcMethod> proper(Map<String, RpcMethod> others) {
        Map<String, RpcMethod> methods = new HashMap<>();
        methods.put("GetVersion", answering(TypedValue.of(1)));
        methods.put("GetCreateFlags", answering(WireFlags.toGob(List.of())));
        methods.put("GetConfigRaw", answering(TypedValue.of(GobValue.Bytes.of("{\"MachineName\":\"m\",\"Id\":7}"))));
        for (String nothing : List.of(
                "SetConfigRaw",
                "SetConfigFromFlags",
                "PreCreateCheck",
                "Create",
                "Start",
                "Stop",
                "Remove",
                "Heartbeat",
                "Close")) {
            methods.put(nothing, answering(TypedValue.EMPTY));
        }
        methods.putAll(others);
        return methods;
    }

    static RpcMethod answering(TypedValue value) {
        return _ -> new RpcMethod.Reply(value);
    }

    /** Returns the process ids of the plugins that were started. */
    List<Long> starts() {
        Path file = folder.resolve("starts");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a plugin that was started still runs. */
    boolean anyRuns() {
        return starts().stream().anyMatch(Programs::runs);
    }

    /** Returns whether the process runs; a zombie does not count. */
    private static boolean runs(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (RpcServer server : servers) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
