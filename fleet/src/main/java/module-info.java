/** Machines from a file: the fleet file, compared with store and clouds, and applied. */
module io.onemachine.fleet {
    requires com.google.gson;
    requires org.snakeyaml.engine;
    requires transitive io.onemachine.machine;
    requires transitive io.onemachine.swarm;
    requires static org.jspecify;

    exports io.onemachine.fleet.apply;
    exports io.onemachine.fleet.file;
    exports io.onemachine.fleet.plan;
    exports io.onemachine.fleet.swarm;
    exports io.onemachine.fleet.yaml;
}
