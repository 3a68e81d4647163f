/** Docker's swarm mode over the engines of machines. */
module io.onemachine.swarm {
    requires com.google.gson;
    requires transitive io.onemachine.machine;
    requires static org.jspecify;

    exports io.onemachine.swarm;
    exports io.onemachine.swarm.engine;
}
