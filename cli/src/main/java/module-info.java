/** The docker-machine command line over the machines library; drivers are found as services. */
module io.onemachine.cli {
    requires com.google.gson;
    requires io.onemachine.fleet;
    requires io.onemachine.gotemplate;
    requires io.onemachine.machine;
    requires io.onemachine.plugin;
    requires io.onemachine.swarm;
    requires jdk.unsupported; // sun.misc.Signal
    requires static org.jspecify;
}
