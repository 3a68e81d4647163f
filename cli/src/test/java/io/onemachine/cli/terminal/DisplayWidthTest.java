package io.onemachine.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayWidthTest {
    @ParameterizedTest
    @CsvSource({"abc,3", "äöü,3", "日本,4", "a\u0308,1", "한글,4", "😀,2", "🚀,2", "…,1", "𠀀,2", "ﬀ,1", "Ａ,2", "a\u200bb,2"
    })
    void columnsAreCountedAsTerminalsDo(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void aCutTextFitsAndKeepsItsMarks() {
        assertThat(DisplayWidth.cut("abc", 2)).isEqualTo("ab");
        assertThat(DisplayWidth.cut("abc", 5)).isEqualTo("abc");
        assertThat(DisplayWidth.cut("abc", 0)).isEmpty();
        assertThat(DisplayWidth.cut("日本", 3)).isEqualTo("日");
        assertThat(DisplayWidth.cut("a\u0308b", 1)).isEqualTo("a\u0308");
        assertThat(DisplayWidth.cut("😀😀", 3)).isEqualTo("😀");
    }

    @Test
    void paddingCountsColumns() {
        assertThat(DisplayWidth.pad("日", 4)).isEqualTo("日  ");
        assertThat(DisplayWidth.pad("abcde", 4)).isEqualTo("abcde");
    }
}
