package io.onemachine.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressTest {
    private static final HostAddress ADDRESS = new HostAddress("1", "NIC1", "Private", "192.0.2.7");

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "NIC1, true",
        "nic1, true",
        "Private, true",
        "private, false",
        "0, false",
        "01, false",
        "NIC10, false",
        "192.0.2.7, false",
        "'', false"
    })
    void aCardIsNamedByNumberNameOrNetwork(String text, boolean expected) {
        assertThat(ADDRESS.isOf(text)).isEqualTo(expected);
    }

    @Test
    void aCardWithoutNameAndNetworkIsNotTheEmptyOne() {
        HostAddress bare = new HostAddress("", "", "", "192.0.2.7");

        assertThat(bare.isOf("")).isFalse();
    }

    @Test
    void theDescriptionNamesTheCard() {
        assertThat(ADDRESS.described()).isEqualTo("192.0.2.7 (NIC1, network Private)");
        assertThat(new HostAddress("3", "", "", "fd00::7").described()).isEqualTo("fd00::7 (3)");
    }
}
