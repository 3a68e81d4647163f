package io.onemachine.cli.listing;

import io.onemachine.cli.terminal.TerminalText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a line for each machine of the first round, and for each that has changed in a later one: text whose fields are separated by
 * blanks, or an object of JSON.
 */
public final class ChangeLines implements ListingWatch.View {
    private static final String FIRST_ROUND = "listed";
    private static final String ADDED = "added";
    private static final String CHANGED = "changed";
    private static final String GONE = "gone";
    private static final String EMPTY = "-";

    private final PrintStream out;
    private final boolean json;
    private final InstantSource clock;
    private Map<String, MachineRow> before = Map.of();
    private boolean later;

    /**
     * @param json whether to print JSON
     * @param clock the clock for the time in each line
     */
    public ChangeLines(PrintStream out, boolean json, InstantSource clock) {
        this.out = out;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public boolean show(List<MachineRow> rows) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, MachineRow> shown = new LinkedHashMap<>();
        for (MachineRow row : rows) {
            shown.put(row.name(), row);
        }
        for (MachineRow row : before.values()) {
            if (!shown.containsKey(row.name())) {
                print(now, GONE, row);
            }
        }
        for (MachineRow row : rows) {
            MachineRow last = before.get(row.name());
            if (last == null) {
                print(now, later ? ADDED : FIRST_ROUND, row);
            } else if (!comparable(last).equals(comparable(row))) {
                print(now, CHANGED, row);
            }
        }
        before = shown;
        later = true;
        // Programs are to see each round at once; this flushes too.
        return !out.checkError();
    }

    /** The response time is another one each time. */
    private static MachineRow comparable(MachineRow row) {
        return row.answeredAfter(Duration.ZERO);
    }

    private void print(Instant time, String event, MachineRow row) {
        out.print((json ? RowJson.line(time, event, row) : text(time, event, row)) + "\n");
    }

    private static String text(Instant time, String event, MachineRow row) {
        String start = time + " " + event + " " + row.name();
        if (event.equals(GONE)) {
            return start;
        }
        String problem = row.error().isEmpty() ? row.warning() : row.error();
        return start + " " + field(row.state().label()) + " " + field(row.url()) + " " + field(row.dockerVersion())
                + (problem.isEmpty() ? "" : " " + TerminalText.oneLine(problem));
    }

    private static String field(String text) {
        return text.isEmpty() ? EMPTY : TerminalText.oneLine(text);
    }

    /** Nothing to do: each line is complete. */
    @Override
    public void close() {}
}
