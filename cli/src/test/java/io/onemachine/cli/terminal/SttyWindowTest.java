package io.onemachine.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SttyWindowTest {
    @Test
    void rowsComeBeforeColumns() {
        assertThat(SttyWindow.parse("24 80\n")).contains(new TerminalSize(80, 24));
    }

    /** A terminal without a size, no terminal, an interrupted stty, another stty. */
    @ParameterizedTest
    @ValueSource(strings = {"0 0\n", "", "24\n", "stty: not a tty\n", "-1 80", "24 80 1", "999999999999 80", "24 0"})
    void anythingElseIsNoSize(String answer) {
        assertThat(SttyWindow.parse(answer)).isEmpty();
    }

    @Test
    void variablesCountWhereThereIsNoAnswer() {
        assertThat(SttyWindow.ofVariables(Map.of("COLUMNS", "132", "LINES", "50")))
                .isEqualTo(new TerminalSize(132, 50));
        assertThat(SttyWindow.ofVariables(Map.of("COLUMNS", "0", "LINES", "many")))
                .isEqualTo(TerminalSize.USUAL);
        assertThat(SttyWindow.ofVariables(Map.of())).isEqualTo(TerminalSize.USUAL);
    }
}
