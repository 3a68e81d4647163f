package io.onemachine.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TabWriterTest {
    @Test
    void columnsAreAtLeastFiveWideWithThreeBlanksBetween() {
        assertThat(TabWriter.align("A\tBCDEF\tC\nx\ty\tz\n")).isEqualTo("A    BCDEF   C\nx    y       z\n");
    }

    @Test
    void whatFollowsTheLastTabIsNotPadded() {
        assertThat(TabWriter.align("A\tB\nlonger\t\n")).isEqualTo("A        B\nlonger   \n");
    }

    @Test
    void aColumnEndsWhereALineDoesNotHaveIt() {
        assertThat(TabWriter.align("a\tb\nnone\nlonglong\tb\n")).isEqualTo("a    b\nnone\nlonglong   b\n");
    }

    @Test
    void lettersAreCountedAndNotBytes() {
        assertThat(TabWriter.align("ééééé\tx\n😀😀😀😀😀\tx\n")).isEqualTo("ééééé   x\n😀😀😀😀😀   x\n");
    }

    @Test
    void textWithoutTabsStaysAsItIs() {
        assertThat(TabWriter.align("")).isEmpty();
        assertThat(TabWriter.align("\n\n\n")).isEqualTo("\n\n\n");
        assertThat(TabWriter.align("x")).isEqualTo("x");
    }
}
