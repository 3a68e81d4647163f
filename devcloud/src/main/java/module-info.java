/** An embedded cloud that answers OpenNebula's API and runs its VMs as hosts on this computer: simulated ones, or those of another module. */
@SuppressWarnings("module") // The module that the qualified export names is built later.
module io.onemachine.devcloud {
    requires com.google.gson;
    requires info.picocli;
    requires io.onemachine.opennebula;
    requires java.xml;
    requires jdk.httpserver;
    requires org.apache.sshd.osgi;
    requires org.apache.sshd.sftp;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    exports io.onemachine.devcloud.hypervisor to
            io.onemachine.devcloud.nspawn;

    opens io.onemachine.devcloud.command to
            info.picocli;
    opens io.onemachine.devcloud.state to
            com.google.gson;

    uses io.onemachine.devcloud.hypervisor.HypervisorProvider;

    provides io.onemachine.devcloud.hypervisor.HypervisorProvider with
            io.onemachine.devcloud.stub.StubProvider;
}
