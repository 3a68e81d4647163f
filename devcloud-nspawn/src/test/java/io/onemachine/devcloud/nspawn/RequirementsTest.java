package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {

    @Test
    void namesEveryMissingProgramAndThePackagesTheyComeIn(@TempDir Path empty) {
        assertThat(Requirements.programs(List.of(empty.toString())))
                .containsExactly(
                        "no ip, mkfs.ext4, mmdebstrap, mount, systemd-nspawn, unshare found (Debian: apt-get install"
                                + " e2fsprogs iproute2 mmdebstrap mount systemd-container util-linux)");
    }

    @Test
    void wantsRootWithTheRightToMountAndToCreateNetworks() {
        assertThat(Requirements.privileges("Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n"))
                .containsExactly("they need root (sudo)");
        assertThat(Requirements.privileges("Uid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n"))
                .singleElement()
                .asString()
                .contains("--privileged");
        assertThat(Requirements.privileges("Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n"))
                .isEmpty();
    }
}
