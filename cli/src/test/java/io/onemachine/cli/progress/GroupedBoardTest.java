package io.onemachine.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.cli.terminal.TerminalSize;
import io.onemachine.testing.TerminalScreen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Boards that keep the lines of each machine together. */
final class GroupedBoardTest {
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(outBytes, false, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(errBytes, false, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    private GroupedBoard live() {
        return new GroupedBoard(out, err, new LiveBlock(out, () -> TerminalSize.USUAL, false), nanos::get);
    }

    /** What a terminal shows after all that was written. */
    private List<String> screen() {
        TerminalScreen screen = new TerminalScreen(80, 24);
        screen.writeLines(out());
        return screen.lines();
    }

    @Test
    void theFirstMachinesLinesAppearAtOnceAndTheOthersWaitForIt() {
        ProgressBoard board = ProgressBoard.grouped(out, err);
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");

        second.out("second 1");
        first.out("first 1");
        assertThat(out()).isEqualTo("first 1\n");

        second.close();
        first.out("first 2");
        assertThat(out()).isEqualTo("first 1\nfirst 2\n");

        first.close();
        assertThat(out()).isEqualTo("first 1\nfirst 2\nsecond 1\n");
    }

    @Test
    void errorsKeepTheirPlaceAmongTheMachines() {
        ProgressBoard board = ProgressBoard.grouped(out, err);
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");

        second.err("second failed");
        first.err("first failed");
        first.close();

        assertThat(errBytes.toString(StandardCharsets.UTF_8)).isEqualTo("first failed\nsecond failed\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void linesAfterTheEndOfALaneAreNotLost() {
        ProgressBoard board = ProgressBoard.grouped(out, err);
        Lane lane = board.lane("m1");

        lane.close();
        lane.out("late");
        board.close();

        assertThat(out()).isEqualTo("late\n");
    }

    @Test
    void closingTheBoardPrintsTheLinesHeldBack() {
        ProgressBoard board = ProgressBoard.grouped(out, err);
        board.lane("m1").out("1");
        board.lane("m2").out("2");

        board.close();

        assertThat(out()).isEqualTo("1\n2\n");
    }

    @Test
    void linesAboutNoMachineAppearAtOnce() {
        ProgressBoard board = ProgressBoard.grouped(out, err);
        board.lane("m1");

        board.out("Creating CA");

        assertThat(out()).isEqualTo("Creating CA\n");
    }

    @Test
    void stepsAreNotShownInPlainOutput() {
        ProgressBoard board = ProgressBoard.grouped(out, err);

        board.lane("m1").step("Waiting");

        assertThat(out()).isEmpty();
    }

    @Test
    void aTerminalShowsTheStepAndItsTimeBelowTheLines() {
        GroupedBoard board = live();
        Lane lane = board.lane("m1");

        lane.step("Waiting");
        assertThat(screen()).containsExactly("m1: Waiting (0s)");

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(12));
        board.redraw();
        lane.out("a line");
        assertThat(screen()).containsExactly("a line", "m1: Waiting (12s)");

        lane.close();
        board.close();
        assertThat(screen()).containsExactly("a line");
    }

    @Test
    void aTerminalShowsTheStepsOfAllUnfinishedMachines() {
        GroupedBoard board = live();
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");

        first.step("Stopping");
        second.step("Stopping");
        assertThat(screen()).containsExactly("m1: Stopping (0s)", "m2: Stopping (0s)");

        second.out("m2 was stopped");
        second.close();
        assertThat(screen()).containsExactly("m1: Stopping (0s)");

        first.close();
        assertThat(screen()).containsExactly("m2 was stopped");
    }

    @Test
    void ofMoreStepsThanTheWindowHasRowsTheFirstAreShown() {
        GroupedBoard board = live();
        for (int i = 1; i <= 30; i++) {
            board.lane("m" + i).step("Stopping");
        }

        assertThat(screen()).hasSize(23).startsWith("m1: Stopping (0s)").endsWith("... and 8 more");
    }

    @Test
    void anUnchangedStepIsNotDrawnAgain() {
        GroupedBoard board = live();
        board.lane("m1").step("Waiting");
        int drawn = out().length();

        board.redraw();

        assertThat(out()).hasSize(drawn);
    }

    @Test
    void nothingIsDrawnAfterTheEnd() {
        GroupedBoard board = live();
        Lane lane = board.lane("m1");
        board.close();

        lane.step("Waiting");

        assertThat(out()).isEmpty();
    }

    @Test
    void stepsCannotMoveTheCursor() {
        GroupedBoard board = live();

        board.lane("m1").step("a\n\u001b[2Jb");

        assertThat(screen()).containsExactly("m1: a ?[2Jb (0s)");
    }

    @Test
    void aWaitingReasonIsALineInPlainOutput() {
        ProgressBoard board = ProgressBoard.grouped(out, err);
        Lane lane = board.lane("m1");
        lane.step("Creating machine...");
        lane.waiting("No host is free");
        lane.waiting("");
        board.close();

        assertThat(out()).isEqualTo("(m1) No host is free\n");
    }

    @Test
    void aWaitingReasonReplacesTheStepOnATerminal() {
        GroupedBoard board = live();
        Lane lane = board.lane("m1");
        lane.step("Creating machine...");
        nanos.set(TimeUnit.SECONDS.toNanos(3));
        lane.waiting("No host is free");
        assertThat(screen()).containsExactly("m1: No host is free (3s)");

        lane.waiting("");
        assertThat(screen()).containsExactly("m1: Creating machine... (3s)");

        lane.step("Provisioning...");
        assertThat(screen()).containsExactly("m1: Provisioning... (0s)");
    }
}
