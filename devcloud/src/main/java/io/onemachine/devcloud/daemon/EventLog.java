package io.onemachine.devcloud.daemon;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Prints one line with the time for each event. */
public final class EventLog implements Consumer<String> {

    private final PrintStream out;
    private final Clock clock;

    public EventLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void accept(String line) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line.replaceAll("\\p{Cntrl}", " "));
    }
}
