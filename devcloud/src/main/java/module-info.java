/** An embedded cloud that answers OpenNebula's API and runs its VMs as Linux hosts on this computer. */
module io.onemachine.devcloud {
    requires com.google.gson;
    requires io.onemachine.opennebula;
    requires jdk.httpserver;
    requires org.apache.sshd.osgi;
    requires org.apache.sshd.sftp;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    uses io.onemachine.devcloud.hypervisor.HypervisorProvider;

    provides io.onemachine.devcloud.hypervisor.HypervisorProvider with
            io.onemachine.devcloud.nspawn.NspawnProvider,
            io.onemachine.devcloud.stub.StubProvider;
}
