package io.onemachine.devcloud.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Ipv6SubnetTest {

    @Test
    void aCloudHasPrefixesOfItsOwn() {
        Ipv6Subnet subnet = Ipv6Subnet.ofCloud("01ab9f");

        assertThat(subnet).hasToString("2001:db8:1ab:9f00::/64");
        assertThat(subnet.gatewayAddress()).isEqualTo("2001:db8:1ab:9f00::1");
        assertThat(subnet.ulaPrefix()).isEqualTo("fd6f:6d01:ab9f::");
        assertThat(subnet.ulaGatewayAddress()).isEqualTo("fd6f:6d01:ab9f::1");
    }

    @Test
    void addressesAreDerivedFromTheHardwareAddress() {
        assertThat(Ipv6Subnet.linkAddress("02:00:c6:12:0a:05")).isEqualTo("fe80::c6ff:fe12:a05");
        assertThat(Ipv6Subnet.ofCloud("abcdef").globalAddress("00:16:3e:01:02:03"))
                .isEqualTo("2001:db8:abcd:ef00:216:3eff:fe01:203");
    }

    @Test
    void whatIsWrittenShortIsReadAsTheSame() throws UnknownHostException {
        SplittableRandom random = new SplittableRandom(20_261_124);
        for (int i = 0; i < 2_000; i++) {
            // Every other group is zero, so that there are runs of zeros of all lengths.
            long upper = 0x2000_0000_0000_0000L | (random.nextLong() & mask(random));
            Ipv6Subnet subnet = new Ipv6Subnet(upper, (random.nextLong() & mask(random)) | (0xfdL << 56));
            String mac = MacAddress.of(random.nextLong() & 0xffff_ffffL & mask(random));

            assertThat(Ipv6Subnet.parse(subnet.globalPrefix(), subnet.ulaPrefix()))
                    .as("seed 20261124, case %d", i)
                    .isEqualTo(subnet);
            assertThat(InetAddress.getByName(subnet.globalAddress(mac)).getAddress())
                    .as("seed 20261124, case %d: %s", i, subnet.globalAddress(mac))
                    .startsWith(InetAddress.getByName(subnet.globalPrefix()).getAddress()[0])
                    .endsWith(InetAddress.getByName(Ipv6Subnet.linkAddress(mac)).getAddress()[15]);
            assertThat(MacAddress.of(MacAddress.number(mac))).isEqualTo(mac);
        }
    }

    @Test
    void aNameIsNotAPrefix() {
        assertThatThrownBy(() -> Ipv6Subnet.parse("localhost", "fd00::"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"localhost\" is not an IPv6 address");
    }

    private static long mask(SplittableRandom random) {
        long mask = 0;
        for (int group = 0; group < 4; group++) {
            mask = mask << 16 | (random.nextBoolean() ? 0xffff : 0);
        }
        return mask;
    }
}
