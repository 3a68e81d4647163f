package io.onemachine.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
    @ParameterizedTest
    @CsvSource({
        // managers, reachable, needed, holds, with one off, with a reachable one less, with an unreachable one less
        "1, 1, 1, true, false, false, true",
        "2, 2, 2, true, false, true, true",
        "3, 3, 2, true, true, true, true",
        "3, 2, 2, true, false, false, true",
        "4, 4, 3, true, true, true, true",
        "4, 3, 3, true, false, true, true",
        "5, 5, 3, true, true, true, true",
        "5, 3, 3, true, false, false, true",
        "5, 2, 3, false, false, false, false",
        "7, 4, 4, true, false, false, true",
    })
    void moreThanHalfOfTheManagersDecide(
            int managers,
            int reachable,
            int needed,
            boolean holds,
            boolean oneOff,
            boolean oneLess,
            boolean unreachableLess) {
        Quorum quorum = new Quorum(managers, reachable);
        assertThat(quorum.needed()).isEqualTo(needed);
        assertThat(quorum.holds()).isEqualTo(holds);
        assertThat(quorum.withOneOff(true).holds()).isEqualTo(oneOff);
        assertThat(quorum.withOneLess(true).holds()).isEqualTo(oneLess);
        if (reachable < managers) {
            assertThat(quorum.withOneLess(false).holds()).isEqualTo(unreachableLess);
            assertThat(quorum.withOneOff(false)).isEqualTo(quorum);
        }
    }

    @Test
    void moreReachableManagersThanThereAreIsAnError() {
        assertThatThrownBy(() -> new Quorum(1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Quorum(3, 1).described()).isEqualTo("1 of 3 managers reachable, 2 needed");
    }
}
