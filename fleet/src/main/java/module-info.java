/** Machines from a file: the fleet file, read, checked and written. */
module io.onemachine.fleet {
    requires transitive io.onemachine.machine;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports io.onemachine.fleet.file;
    exports io.onemachine.fleet.yaml;
}
