package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuestInitTest {

    @Test
    void guestInitIsTheProcessThatIsNumberOneOfAnInnerNamespace() {
        assertThat(GuestInit.isInit("Name:\tsystemd\nNSpid:\t4711\t1\n")).isTrue();
        assertThat(GuestInit.isInit("Name:\tsystemd\nNSpid:\t9000\t4711\t1\n")).isTrue();
        assertThat(GuestInit.isInit("Name:\tsh\nNSpid:\t4711\n")).isFalse();
        assertThat(GuestInit.isInit("Name:\tinit\nNSpid:\t1\n")).isFalse();
        assertThat(GuestInit.isInit("")).isFalse();
    }

    @Test
    void eachInitHasSignalsOfItsOwn() {
        assertThat(GuestInit.Program.SYSTEMD.signal(GuestInit.Request.POWER_OFF))
                .isEqualTo(38);
        assertThat(GuestInit.Program.SYSTEMD.signal(GuestInit.Request.REBOOT)).isEqualTo(39);
        assertThat(GuestInit.Program.BUSYBOX.signal(GuestInit.Request.POWER_OFF))
                .isEqualTo(12);
        assertThat(GuestInit.Program.BUSYBOX.signal(GuestInit.Request.REBOOT)).isEqualTo(15);
    }
}
