/** Docker machines as a library: the store, the driver SPI, SSH, certificates, the engine client and provisioning. */
module io.onemachine.machine {
    requires transitive com.google.gson;
    requires com.jcraft.jsch;
    requires io.netty.tcnative.classes.openssl;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires static transitive org.jspecify;

    exports io.onemachine.machine;
    exports io.onemachine.machine.certificate;
    exports io.onemachine.machine.driver;
    exports io.onemachine.machine.engine;
    exports io.onemachine.machine.error;
    exports io.onemachine.machine.json;
    exports io.onemachine.machine.listing;
    exports io.onemachine.machine.options;
    exports io.onemachine.machine.orphan;
    exports io.onemachine.machine.process;
    exports io.onemachine.machine.progress;
    exports io.onemachine.machine.ssh;
    exports io.onemachine.machine.ssh.builtin;
    exports io.onemachine.machine.ssh.hostkey;
    exports io.onemachine.machine.ssh.openssh;
    exports io.onemachine.machine.time;
    exports io.onemachine.machine.transfer;

    uses io.onemachine.machine.driver.DriverProvider;
}
