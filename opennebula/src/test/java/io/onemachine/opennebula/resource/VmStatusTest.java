package io.onemachine.opennebula.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VmStatusTest {

    @Test
    void everyNumberHasAStateAndNoNumberHasTwo() {
        for (VmState state : VmState.values()) {
            assertThat(VmState.of(state.number())).isEqualTo(state);
        }
        for (LcmState state : LcmState.values()) {
            assertThat(LcmState.of(state.number())).isEqualTo(state);
        }
        assertThat(LcmState.of(36)).isEqualTo(LcmState.BOOT_FAILURE);
        assertThat(LcmState.of(71)).isEqualTo(LcmState.RESTORE);
    }

    @Test
    void numbersOfANewerCloudAreKeptAndShown() {
        VmStatus newer = new VmStatus(3, 99);
        assertThat(newer.lcm()).isEqualTo(LcmState.UNRECOGNIZED);
        assertThat(newer.lcmNumber()).isEqualTo(99);
        assertThat(newer).hasToString("ACTIVE, LCM_STATE 99");
        assertThat(new VmStatus(42, 0)).hasToString("STATE 42, LCM_STATE 0");
        assertThat(new VmStatus(Integer.MIN_VALUE, Integer.MAX_VALUE).state()).isEqualTo(VmState.UNRECOGNIZED);
        for (int unused : new int[] {-1, 13, 14, 55, 58}) {
            assertThat(LcmState.of(unused)).isEqualTo(LcmState.UNRECOGNIZED);
        }
    }

    @Test
    void aStatusIsShownWithOpenNebulasName() {
        assertThat(new VmStatus(3, 3)).hasToString("RUNNING");
        assertThat(new VmStatus(8, 0)).hasToString("POWEROFF");
        assertThat(new VmStatus(3, 36)).hasToString("BOOT_FAILURE");
        assertThat(new VmStatus(8, 3).isRunning()).isFalse();
        assertThat(LcmState.PROLOG_FAILURE.isFailure()).isTrue();
        assertThat(LcmState.BACKUP.isFailure()).isFalse();
    }

    @Test
    void actionsHaveTheNamesOfTheApi() {
        assertThat(VmAction.TERMINATE_HARD.wireName()).isEqualTo("terminate-hard");
        assertThat(VmAction.RESUME.wireName()).isEqualTo("resume");
    }
}
