/** The embedded cloud's real hosts: systemd-nspawn machines on this computer. */
module io.onemachine.devcloud.nspawn {
    requires io.onemachine.devcloud;
    requires static org.jspecify;

    provides io.onemachine.devcloud.hypervisor.HypervisorProvider with
            io.onemachine.devcloud.nspawn.NspawnProvider;
}
