package io.onemachine.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TabbedTextTest {
    @Test
    void columnsAreAtLeastFiveWideWithThreeBlanksBetween() {
        assertThat(TabbedText.align("A\tBCDEF\tC\nx\ty\tz\n")).isEqualTo("A    BCDEF   C\nx    y       z\n");
    }

    @Test
    void whatFollowsTheLastTabIsNotPadded() {
        assertThat(TabbedText.align("A\tB\nlonger\t\n")).isEqualTo("A        B\nlonger   \n");
    }

    @Test
    void aColumnEndsWhereALineDoesNotHaveIt() {
        assertThat(TabbedText.align("a\tb\nnone\nlonglong\tb\n")).isEqualTo("a    b\nnone\nlonglong   b\n");
    }

    @Test
    void lettersAreCountedAndNotBytes() {
        assertThat(TabbedText.align("ééééé\tx\n😀😀😀😀😀\tx\n")).isEqualTo("ééééé   x\n😀😀😀😀😀   x\n");
    }

    @Test
    void textWithoutTabsStaysAsItIs() {
        assertThat(TabbedText.align("")).isEmpty();
        assertThat(TabbedText.align("\n\n\n")).isEqualTo("\n\n\n");
        assertThat(TabbedText.align("x")).isEqualTo("x");
    }
}
