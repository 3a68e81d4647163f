package io.onemachine.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.cli.terminal.TerminalSize;
import io.onemachine.testing.TerminalScreen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boards on which several machines are shown at the same time. */
final class ParallelBoardTest {
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(outBytes, false, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(errBytes, false, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();
    private TerminalSize size = TerminalSize.USUAL;
    private TerminalScreen screen = new TerminalScreen(80, 24);

    /** Returns a board whose errors appear on the same terminal. */
    private ParallelBoard live(boolean colours) {
        return new ParallelBoard(out, out, false, new LiveBlock(out, () -> size, colours), nanos::get);
    }

    private ParallelBoard liveOn(int columns, int rows) {
        size = new TerminalSize(columns, rows);
        screen = new TerminalScreen(columns, rows);
        return live(false);
    }

    /** Shows what was written since the last time. */
    private List<String> screen() {
        screen.writeLines(outBytes.toString(StandardCharsets.UTF_8));
        outBytes.reset();
        return screen.lines();
    }

    private void seconds(long seconds) {
        nanos.set(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void plainLinesAppearAtOnceWithTheNameOfTheirMachine() {
        ProgressBoard board = ProgressBoard.interleaved(out, err, false);
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");

        second.step("Creating");
        second.detail("Creating");
        second.detail("(m2) from the driver");
        first.out("first");
        second.err("second failed\nwhat to do");
        second.failed("failed");
        second.close();
        first.waiting("No host is free");
        first.waiting("");
        first.afterwards("see you");
        board.out("for all");
        board.close();

        assertThat(outBytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "(m2) Creating\n(m2) from the driver\n(m1) first\n(m1) No host is free\n(m1) see you\nfor all\n");
        assertThat(errBytes.toString(StandardCharsets.UTF_8)).isEqualTo("(m2) second failed\n(m2) what to do\n");
    }

    @Test
    void errorsForProgramsGetNoName() {
        ProgressBoard board = ProgressBoard.interleaved(out, err, true);

        board.lane("m1").err("{\"code\":\"failed\"}");

        assertThat(errBytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"code\":\"failed\"}\n");
    }

    @Test
    void eachMachineHasALineWithItsTimeAndWhatItDoes() {
        ParallelBoard board = live(false);
        Lane first = board.lane("web1");
        Lane second = board.lane("database");
        assertThat(screen()).containsExactly("web1         0s", "database     0s");

        first.detail("Creating machine...");
        first.step("Creating machine...");
        seconds(5);
        second.detail("(database) Starting VM...");
        first.step("");
        assertThat(screen()).containsExactly("web1         5s  Creating machine...", "database     5s  Starting VM...");

        seconds(65);
        second.waiting("No host is free");
        assertThat(screen())
                .containsExactly("web1      1m05s  Creating machine...", "database  1m05s  No host is free");

        second.waiting("");
        assertThat(screen().get(1)).isEqualTo("database  1m05s  Starting VM...");
    }

    @Test
    void finishedLinesStayWithTheirResultAndTotalTime() {
        ParallelBoard board = live(false);
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");
        second.detail("Creating machine...");
        seconds(3);
        first.afterwards("To connect: env m1");
        first.close();
        seconds(3700);
        board.redraw();
        assertThat(screen()).containsExactly("m1     3s  done", "m2  1h01m  Creating machine...");

        second.err("no room");
        second.failed("failed");
        second.close();
        board.close();

        assertThat(screen())
                .containsExactly("(m2) no room", "m1     3s  done", "m2  1h01m  failed", "To connect: env m1");
        assertThat(screen.isAsFound()).isTrue();
        assertThat(screen.cursorColumn()).isZero();
    }

    @Test
    void theResultIsColouredUnlessColoursAreUnwanted() {
        for (boolean colours : new boolean[] {true, false}) {
            ParallelBoard board = live(colours);
            board.lane("m1").close();
            Lane second = board.lane("m2");
            second.failed("failed");
            second.close();
            board.close();

            assertThat(outBytes.toString(StandardCharsets.UTF_8).contains("\u001b[31mm2     0s  failed\u001b[0m"))
                    .isEqualTo(colours);
            assertThat(outBytes.toString(StandardCharsets.UTF_8).contains("\u001b[32m"))
                    .isEqualTo(colours);
            outBytes.reset();
        }
    }

    @Test
    void linesBetweenStayAboveTheBlock() {
        ParallelBoard board = live(false);
        Lane first = board.lane("m1");
        board.lane("m2");

        board.out("Creating CA: ca.pem");
        first.out("WARNING: " + "x".repeat(80));
        board.err("an error");

        assertThat(screen())
                .containsExactly(
                        "Creating CA: ca.pem",
                        "(m1) WARNING: " + "x".repeat(66),
                        "x".repeat(14),
                        "an error",
                        "m1     0s",
                        "m2     0s");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 200})
    void linesAreCutAtTheWidthOfTheWindow(int columns) {
        ParallelBoard board = liveOn(columns, 24);
        Lane first = board.lane("m1");
        Lane second = board.lane("m2");
        first.detail("x".repeat(300));
        second.detail("日本".repeat(150));

        assertThat(screen()).hasSize(2);
        assertThat(screen().get(0)).isEqualTo("m1     0s  " + "x".repeat(columns - 12));
        assertThat(screen().get(1)).startsWith("m2     0s  日本").hasSizeLessThanOrEqualTo(11 + (columns - 12) / 2);
    }

    @Test
    void longNamesLeaveRoomForTheRest() {
        ParallelBoard board = liveOn(40, 24);
        board.lane("a".repeat(50) + "1").detail("Creating machine...");
        board.lane("a".repeat(50) + "2").detail("Creating machine...");

        assertThat(screen())
                .containsExactly(
                        "..." + "a".repeat(16) + "1     0s  Creating m",
                        "..." + "a".repeat(16) + "2     0s  Creating m");
    }

    @Test
    void ofMoreMachinesThanRowsTheUnfinishedOnesAreShown() {
        ParallelBoard board = liveOn(80, 6);
        List<Lane> lanes = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            lanes.add(board.lane("m" + i));
        }
        assertThat(screen()).containsExactly("m1     0s", "m2     0s", "m3     0s", "m4     0s", "... and 4 more");

        lanes.get(0).close();
        lanes.get(2).close();
        assertThat(screen()).containsExactly("m2     0s", "m4     0s", "m5     0s", "m6     0s", "... and 4 more");

        lanes.get(1).close();
        lanes.get(3).close();
        lanes.get(4).close();
        assertThat(screen())
                .containsExactly("m1     0s  done", "m6     0s", "m7     0s", "m8     0s", "... and 4 more");

        board.close();
        assertThat(screen()).hasSize(8).startsWith("m1     0s  done").endsWith("m8     0s  not finished");
    }

    /** Each window, whether it cuts long lines or wraps them, shows each line once after it shrank. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWindowThatShrinksHasNoTornLines(boolean wrapping) {
        ParallelBoard board = liveOn(200, 30);
        List<Lane> lanes = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            lanes.add(board.lane("m" + i));
            lanes.getLast().detail("y".repeat(180));
        }
        for (int i = 0; i < 40; i++) {
            board.out("line " + i);
        }
        screen();

        for (int[] next : new int[][] {{80, 30}, {80, 10}, {33, 10}, {33, 4}, {20, 4}, {120, 40}}) {
            size = new TerminalSize(next[0], next[1]);
            if (wrapping) {
                screen.resizeWrapping(next[0], next[1]);
            } else {
                screen.resize(next[0], next[1]);
            }
            seconds(next[0]);
            board.redraw();

            List<String> lines = screen();
            int first = lines.indexOf("line 39") + 1;
            assertThat(lines.subList(0, first))
                    .as("%s", lines)
                    .filteredOn(line -> line.startsWith("line"))
                    .hasSize(40);
            assertThat(lines.subList(first, lines.size()))
                    .as("%d x %d", next[0], next[1])
                    .hasSize(Math.min(5, next[1] - 1));
            assertThat(lines.subList(0, first)).allMatch(line -> line.startsWith("line"));
            assertThat(lines.get(first)).hasSize(Math.min(next[0] - 1, 191)).startsWith("m1");
        }
        lanes.forEach(Lane::close);
        board.close();
        assertThat(screen()).hasSize(45).endsWith("m5  2m00s  done");
    }

    /** The terminal of the test above does show torn lines when there are some. */
    @Test
    void aCursorBelowTheLinesLeavesTornLinesWhereTheyAreWrapped() {
        TerminalScreen torn = new TerminalScreen(80, 24);
        torn.write("x".repeat(70) + "\r\n" + "y".repeat(70) + "\r\n");

        torn.resizeWrapping(40, 24);
        torn.write("\u001b[2A\r\u001b[Jnew");

        assertThat(torn.lines()).containsExactly("x".repeat(40), "x".repeat(30), "new");
    }
}
