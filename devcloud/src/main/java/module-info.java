/** An embedded cloud that answers OpenNebula's API and whose virtual machines are Linux hosts on this computer. */
module io.onemachine.devcloud {
    requires com.google.gson;
    requires io.onemachine.opennebula;
    requires jdk.httpserver;
    requires static org.jspecify;

    uses io.onemachine.devcloud.hypervisor.HypervisorProvider;
}
