/** Docker machines as a library: the store, the driver SPI, SSH, certificates, the engine client and provisioning. */
@SuppressWarnings("module") // The modules that qualified exports name are built later.
module io.onemachine.machine {
    requires com.google.gson;
    requires com.jcraft.jsch;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires static transitive org.jspecify;

    exports io.onemachine.machine;
    exports io.onemachine.machine.certificate;
    exports io.onemachine.machine.context;
    exports io.onemachine.machine.driver;
    exports io.onemachine.machine.engine;
    exports io.onemachine.machine.error;
    exports io.onemachine.machine.file to
            io.onemachine.fleet,
            io.onemachine.swarm;
    exports io.onemachine.machine.host;
    exports io.onemachine.machine.json to
            io.onemachine.cli,
            io.onemachine.driver,
            io.onemachine.fleet,
            io.onemachine.plugin,
            io.onemachine.swarm;
    exports io.onemachine.machine.listing;
    exports io.onemachine.machine.name to
            io.onemachine.fleet;
    exports io.onemachine.machine.options;
    exports io.onemachine.machine.orphan;
    exports io.onemachine.machine.parallel to
            io.onemachine.cli,
            io.onemachine.fleet;
    exports io.onemachine.machine.process;
    exports io.onemachine.machine.progress;
    exports io.onemachine.machine.reference;
    exports io.onemachine.machine.ssh;
    exports io.onemachine.machine.ssh.builtin;
    exports io.onemachine.machine.ssh.hostkey;
    exports io.onemachine.machine.ssh.openssh to
            io.onemachine.plugin;
    exports io.onemachine.machine.time;
    exports io.onemachine.machine.transfer;

    uses io.onemachine.machine.driver.DriverProvider;
    uses io.onemachine.machine.engine.EngineTransport;
}
