/** docker-machine's driver plugin protocol: Go's gob encoding and net/rpc, a driver as a plugin
 * program, and the plugin programs of others as drivers. */
@SuppressWarnings("module") // The module that the qualified export names is built later.
module io.onemachine.plugin {
    requires com.google.gson;
    requires transitive io.onemachine.machine;
    requires static org.jspecify;

    exports io.onemachine.plugin.gob;
    exports io.onemachine.plugin.client;
    exports io.onemachine.plugin.rpc;
    exports io.onemachine.plugin.server;
    exports io.onemachine.plugin.wording to
            io.onemachine.cli;
}
