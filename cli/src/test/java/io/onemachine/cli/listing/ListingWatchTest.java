package io.onemachine.cli.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.cli.terminal.TerminalSize;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.testing.TerminalScreen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingWatchTest {
    private static final Instant START = Instant.parse("2026-11-30T09:00:00.250Z");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final Clock clock = new Clock();
    private final List<List<MachineRow>> rounds = new ArrayList<>();

    /** Time that passes by sleeping only. */
    private static final class Clock implements Sleeper {
        private final List<Duration> slept = new ArrayList<>();

        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
        }

        @Override
        public long nanoTime() {
            return slept.stream().mapToLong(Duration::toNanos).sum();
        }

        Instant now() {
            return START.plusNanos(nanoTime());
        }
    }

    private static MachineRow row(String name, MachineState state, String url, String version, String error) {
        return new MachineRow(
                name,
                "-",
                "opennebula",
                state,
                url,
                "",
                null,
                error,
                "",
                version,
                "",
                "",
                "",
                "web",
                Duration.ofMillis(3));
    }

    private static MachineRow running(String name) {
        return row(name, MachineState.RUNNING, "tcp://192.0.2.1:2376", "v29.0.1", "");
    }

    private static MachineRow unreachable(String name) {
        return row(name, MachineState.ERROR, "", "Unknown", "no answer\nfrom the front end");
    }

    private void round(MachineRow... rows) {
        rounds.add(List.of(rows));
    }

    /** Watches until the rounds have ended, when the thread is interrupted. */
    private void watch(ListingWatch.View view) {
        ListingWatch watch = new ListingWatch(
                () -> {
                    if (rounds.isEmpty()) {
                        throw new InterruptedException();
                    }
                    return rounds.removeFirst();
                },
                clock,
                PAUSE);
        assertThatThrownBy(() -> watch.run(view)).isInstanceOf(InterruptedException.class);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void eachChangeIsALineWithItsTime() {
        round(running("m1"), row("m2", MachineState.STOPPED, "", "Unknown", ""));
        round(running("m1"), row("m2", MachineState.STARTING, "", "Unknown", ""), running("m3"));
        round(running("m1"), running("m2"), running("m3"));
        round(running("m2"));
        round(running("m2"), running("m1"));

        watch(new ChangeLines(out, false, clock::now));

        assertThat(lines())
                .containsExactly(
                        "2026-11-30T09:00:00Z listed m1 Running tcp://192.0.2.1:2376 v29.0.1",
                        "2026-11-30T09:00:00Z listed m2 Stopped - Unknown",
                        "2026-11-30T09:00:05Z changed m2 Starting - Unknown",
                        "2026-11-30T09:00:05Z added m3 Running tcp://192.0.2.1:2376 v29.0.1",
                        "2026-11-30T09:00:10Z changed m2 Running tcp://192.0.2.1:2376 v29.0.1",
                        "2026-11-30T09:00:15Z gone m1",
                        "2026-11-30T09:00:15Z gone m3",
                        "2026-11-30T09:00:20Z added m1 Running tcp://192.0.2.1:2376 v29.0.1");
        assertThat(clock.slept).hasSize(5).containsOnly(PAUSE);
    }

    @Test
    void aFrontEndThatIsAwayForAMomentIsAnErrorInItsLine() {
        round(running("m1"));
        round(unreachable("m1"));
        round(unreachable("m1"));
        round(running("m1"));

        watch(new ChangeLines(out, false, clock::now));

        assertThat(lines())
                .containsExactly(
                        "2026-11-30T09:00:00Z listed m1 Running tcp://192.0.2.1:2376 v29.0.1",
                        "2026-11-30T09:00:05Z changed m1 Error - Unknown no answer from the front end",
                        "2026-11-30T09:00:15Z changed m1 Running tcp://192.0.2.1:2376 v29.0.1");
    }

    @Test
    void anotherResponseTimeIsNoChange() {
        round(running("m1"));
        round(running("m1").answeredAfter(Duration.ofSeconds(2)));

        watch(new ChangeLines(out, false, clock::now));

        assertThat(lines()).hasSize(1);
    }

    @Test
    void programsGetAnObjectALine() {
        round(running("m1"));
        round();

        watch(new ChangeLines(out, true, clock::now));

        String fields =
                "\"name\":\"m1\",\"active\":false,\"activeSwarm\":false,\"driver\":\"opennebula\",\"state\":\"Running\","
                        + "\"url\":\"tcp://192.0.2.1:2376\",\"swarm\":\"\",\"dockerVersion\":\"v29.0.1\",\"labels\":[],"
                        + "\"context\":\"web\",\"fleet\":\"\",\"error\":\"\",\"warning\":\"\",\"responseSeconds\":0.003,\"leaseEnds\":\"\"}";
        assertThat(lines())
                .containsExactly(
                        "{\"time\":\"2026-11-30T09:00:00Z\",\"event\":\"listed\"," + fields,
                        "{\"time\":\"2026-11-30T09:00:05Z\",\"event\":\"gone\"," + fields);
    }

    @Test
    void withoutAReaderTheWatchEnds() throws InterruptedException {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });

        new ListingWatch(() -> List.of(running("m1")), clock, PAUSE).run(new ChangeLines(closed, false, clock::now));

        assertThat(clock.slept).isEmpty();
    }

    @Test
    void aTerminalShowsATableThatIsDrawnInPlace() {
        TerminalScreen screen = new TerminalScreen(80, 24);
        List<List<String>> seen = new ArrayList<>();
        LiveTable table = new LiveTable(new LiveBlock(out, () -> TerminalSize.USUAL, false));
        round(running("m1"), unreachable("m2"));
        round(running("m1"));
        round(running("m1"));

        watch(new ListingWatch.View() {
            @Override
            public boolean show(List<MachineRow> rows) {
                table.show(rows);
                screen.writeLines(bytes.toString(StandardCharsets.UTF_8));
                bytes.reset();
                seen.add(screen.lines());
                return true;
            }

            @Override
            public void close() {}
        });
        table.close();

        String header = "NAME   ACTIVE   DRIVER       STATE     URL                    SWARM   DOCKER";
        assertThat(seen.get(0))
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith(header))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("m2     -        opennebula   Error"));
        assertThat(seen.get(1)).hasSize(2);
        assertThat(seen.get(2)).isEqualTo(seen.get(1));
        screen.writeLines(bytes.toString(StandardCharsets.UTF_8));
        assertThat(screen.lines()).hasSizeBetween(2, 3).anyMatch(line -> line.startsWith("m1 "));
        assertThat(screen.isAsFound()).isTrue();
    }

    @Test
    void aTableThatIsHigherThanTheWindowIsCut() {
        LiveTable table = new LiveTable(new LiveBlock(out, () -> new TerminalSize(80, 5), false));
        List<MachineRow> rows = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            rows.add(running("m" + i));
        }

        table.show(rows);

        TerminalScreen screen = new TerminalScreen(80, 5);
        screen.writeLines(bytes.toString(StandardCharsets.UTF_8));
        assertThat(screen.lines()).hasSize(4).endsWith("... and 7 more");
        table.close();
        screen.writeLines(bytes.toString(StandardCharsets.UTF_8));
        assertThat(screen.lines()).filteredOn(line -> line.startsWith("m9 ")).hasSize(1);
    }
}
