package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HostAddress;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HostSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that this computer reaches hosts with several cards, with aliases, and with IPv6 only. */
class SeveralAddressesHostIT {

    private static final String IMAGE = "debian-docker";

    private static RealHosts hosts;
    private static HostNetwork second;
    private static HostNetwork ipv6;
    private static boolean hasIpv6;

    @BeforeAll
    static void openCloud() throws Exception {
        hosts = RealHosts.create();
        second = hosts.secondNetwork();
        String own = Integer.toHexString(hosts.cloud.hashCode() & 0xffff);
        ipv6 = new HostNetwork(
                2, hosts.network.bridge() + "c", "2001:db8:" + own + "::1", 64, List.of("fd6f:" + own + "::1"));
        Path off = Path.of("/proc/sys/net/ipv6/conf/all/disable_ipv6");
        hasIpv6 = Files.exists(off) && Files.readString(off).strip().equals("0");
        hosts.hypervisor.prepareImage(IMAGE, System.out::println);
        List<HostNetwork> networks = new ArrayList<>(List.of(hosts.network, second));
        if (hasIpv6) {
            networks.add(ipv6);
        }
        hosts.hypervisor.open(networks);
    }

    @AfterAll
    static void closeCloud() throws Exception {
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void everyCardAndAliasIsReachedAtItsOwnAddress() throws Exception {
        String inSecond = second.gateway() + "0";
        String alias = second.gateway() + "1";
        Host host = boot(
                1,
                List.of(
                        new HostNic(
                                hosts.network,
                                "02:00:00:00:00:03",
                                List.of(new HostAddress(hosts.network, hosts.ip(1)), new HostAddress(second, alias))),
                        new HostNic(second, inSecond, "02:00:00:00:00:04")));
        hosts.awaitSsh(1);

        assertThat(hosts.ssh(1, "ls /sys/class/net")).contains("eth0", "eth1");
        for (String address : List.of(hosts.ip(1), inSecond, alias)) {
            assertThat(hosts.trySshTo("root", address, "echo here").output())
                    .as(address)
                    .contains("here");
        }
        host.kill();
        assertThat(hosts.run("ip", "route", "show", alias))
                .as("the alias's route")
                .isBlank();
    }

    @Test
    void aHostWithNothingButIpv6IsReachedAtOnce() throws Exception {
        if (!hasIpv6) {
            System.out.println("SKIPPED: IPv6 is off on this computer");
        }
        assumeTrue(hasIpv6, "IPv6 is off on this computer");
        String global = ipv6.gateway() + "0";
        String ula = ipv6.otherGateways().getFirst() + "0";
        HostNic card = new HostNic(
                ipv6, "02:00:66:00:00:0a", List.of(new HostAddress(ipv6, global), new HostAddress(ipv6, ula)));
        Host host = boot(2, List.of(card));
        await().atMost(RealHosts.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> hosts.trySshTo("root", global, "true").succeeded());

        assertThat(hosts.trySshTo(
                                "root",
                                ula,
                                "ip -4 -o address show dev eth0; ip -6 -o address show dev eth0 scope global")
                        .output())
                .contains(global + "/64", ula + "/64")
                .doesNotContain("inet ", "tentative");
        String listening = hosts.trySshTo("root", global, """
                        mkdir -p /etc/systemd/system/docker.service.d
                        printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd --tls=false -H fd:// -H tcp://[::]:2375\\n' \
                            > /etc/systemd/system/docker.service.d/ipv6.conf
                        systemctl daemon-reload && systemctl restart docker && echo restarted""").output();
        assertThat(listening).contains("restarted");
        for (String address : List.of(global, ula)) {
            assertThat(ping(address)).as(address).startsWith("HTTP/1.0 200").endsWith("OK");
        }
        host.kill();
    }

    private static Host boot(int vmId, List<HostNic> nics) throws Exception {
        HostSpec usual = hosts.spec(vmId, IMAGE, List.of(), Map.of());
        return hosts.hypervisor.boot(
                new HostSpec(
                        vmId,
                        usual.name(),
                        usual.image(),
                        usual.directory(),
                        usual.memoryMb(),
                        List.of(),
                        nics,
                        usual.context()),
                new RealHosts.Events());
    }

    /** Returns the answer of the engine at an address to a ping. */
    private static String ping(String address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, 2375), 5_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
