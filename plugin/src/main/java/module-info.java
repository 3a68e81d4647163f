/** docker-machine's driver plugin protocol: Go's gob encoding and net/rpc, and a driver as a plugin program. */
module io.onemachine.plugin {
    requires transitive io.onemachine.machine;
    requires static org.jspecify;

    exports io.onemachine.plugin.gob;
    exports io.onemachine.plugin.rpc;
    exports io.onemachine.plugin.server;
}
