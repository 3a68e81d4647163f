package io.onemachine.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressBoardTest {
    private static final String DRAWN = "\r\u001b[K\u001b[?7l%s\u001b[?7h";
    private static final String ERASED = "\r\u001b[K";

    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(outBytes, false, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(errBytes, false, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFirstMachinesLinesAppearAtOnceAndTheOthersWaitForIt() {
        ProgressBoard board = ProgressBoard.plain(out, err);
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
        ProgressBoard board = ProgressBoard.plain(out, err);
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
        ProgressBoard board = ProgressBoard.plain(out, err);
        Lane lane = board.lane("m1");

        lane.close();
        lane.out("late");
        board.close();

        assertThat(out()).isEqualTo("late\n");
    }

    @Test
    void closingTheBoardPrintsTheLinesHeldBack() {
        ProgressBoard board = ProgressBoard.plain(out, err);
        board.lane("m1").out("1");
        board.lane("m2").out("2");

        board.close();

        assertThat(out()).isEqualTo("1\n2\n");
    }

    @Test
    void linesAboutNoMachineAppearAtOnce() {
        ProgressBoard board = ProgressBoard.plain(out, err);
        board.lane("m1");

        board.out("Creating CA");

        assertThat(out()).isEqualTo("Creating CA\n");
    }

    @Test
    void stepsAreNotShownInPlainOutput() {
        ProgressBoard board = ProgressBoard.plain(out, err);

        board.lane("m1").step("Waiting");

        assertThat(out()).isEmpty();
    }

    @Test
    void aTerminalShowsTheStepAndItsTimeBelowTheLines() {
        ProgressBoard board = ProgressBoard.live(out, err, false, nanos::get);
        Lane lane = board.lane("m1");

        lane.step("Waiting");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(12));
        board.redraw();
        lane.out("a line");
        lane.close();
        board.close();

        assertThat(out())
                .isEqualTo(DRAWN.formatted("m1: Waiting (0s)") + DRAWN.formatted("m1: Waiting (12s)") + ERASED
                        + "a line\n" + DRAWN.formatted("m1: Waiting (12s)") + ERASED);
    }

    @Test
    void theStatusLineShowsAllMachinesAndHowManyAreDone() {
        ProgressBoard board = ProgressBoard.live(out, err, false, nanos::get);
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");

        first.step("Stopping");
        second.step("Stopping");
        first.close();

        assertThat(out())
                .contains("0/2 m1: Stopping (0s) | m2: Stopping (0s)")
                .endsWith(DRAWN.formatted("1/2 m2: Stopping (0s)"));
    }

    @Test
    void anUnchangedStatusLineIsNotDrawnAgain() {
        ProgressBoard board = ProgressBoard.live(out, err, false, nanos::get);
        board.lane("m1").step("Waiting");
        int drawn = out().length();

        board.redraw();

        assertThat(out()).hasSize(drawn);
    }

    @Test
    void stepsCannotMoveTheCursor() {
        ProgressBoard board = ProgressBoard.live(out, err, false, nanos::get);

        board.lane("m1").step("a\n\u001b[2Jb");

        assertThat(out()).isEqualTo(DRAWN.formatted("m1: a ?[2Jb (0s)"));
    }

    @Test
    void aWaitingReasonIsALineInPlainOutput() {
        ProgressBoard board = ProgressBoard.plain(out, err);
        Lane lane = board.lane("m1");
        lane.step("Creating machine...");
        lane.waiting("No host is free");
        lane.waiting("");
        board.close();

        assertThat(out()).isEqualTo("(m1) No host is free\n");
    }

    @Test
    void aWaitingReasonReplacesTheStepOnATerminal() {
        ProgressBoard board = ProgressBoard.live(out, err, false, nanos::get);
        Lane lane = board.lane("m1");
        lane.step("Creating machine...");
        nanos.set(TimeUnit.SECONDS.toNanos(3));
        lane.waiting("No host is free");
        lane.waiting("");
        lane.step("Provisioning...");

        assertThat(out())
                .isEqualTo(DRAWN.formatted("m1: Creating machine... (0s)")
                        + DRAWN.formatted("m1: No host is free (3s)")
                        + DRAWN.formatted("m1: Creating machine... (3s)")
                        + DRAWN.formatted("m1: Provisioning... (0s)"));
    }
}
