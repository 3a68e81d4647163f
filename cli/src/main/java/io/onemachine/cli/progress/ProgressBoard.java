package io.onemachine.cli.progress;

import io.onemachine.cli.terminal.TerminalText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the output about several machines and prints each machine's lines together, in the order the machines were
 * named. The lines of the first unfinished machine appear immediately, those of the others are held back until it is done.
 * On a terminal a status line below them shows each machine's current step and its duration.
 */
public final class ProgressBoard implements AutoCloseable {
    private static final long REDRAW_MILLISECONDS = 200;

    private final PrintStream out;
    private final PrintStream err;
    private final @Nullable StatusLine status;
    private final LongSupplier nanoTime;
    private final List<BoardLane> lanes = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private int first;
    private boolean closed;

    private ProgressBoard(PrintStream out, PrintStream err, @Nullable StatusLine status, LongSupplier nanoTime) {
        this.out = out;
        this.err = err;
        this.status = status;
        this.nanoTime = nanoTime;
    }

    /** Returns a board that prints lines only. */
    public static ProgressBoard plain(PrintStream out, PrintStream err) {
        return new ProgressBoard(out, err, null, () -> 0);
    }

    /**
     * Returns a board with a status line, redrawn several times a second until the board is closed.
     *
     * @param colours whether the status line may be drawn faint
     */
    public static ProgressBoard live(PrintStream out, PrintStream err, boolean colours) {
        ProgressBoard board = live(out, err, colours, System::nanoTime);
        Thread.ofPlatform().daemon().name("status-line").start(board::redrawUntilClosed);
        return board;
    }

    /** Returns a board with the caller's clock that is redrawn by {@link #redraw} only. */
    static ProgressBoard live(PrintStream out, PrintStream err, boolean colours, LongSupplier nanoTime) {
        return new ProgressBoard(out, err, new StatusLine(out, colours), nanoTime);
    }

    /** Adds the lane of the next machine. */
    public Lane lane(String machine) {
        lock.lock();
        try {
            BoardLane lane = new BoardLane(machine, lanes.size());
            lanes.add(lane);
            return lane;
        } finally {
            lock.unlock();
        }
    }

    /** Prints a line that concerns no particular machine, immediately. */
    public void out(String line) {
        printNow(new Line(line, false));
    }

    /** Prints a line that concerns no particular machine on standard error, immediately. */
    public void err(String line) {
        printNow(new Line(line, true));
    }

    private void printNow(Line line) {
        lock.lock();
        try {
            print(line);
            redraw();
        } finally {
            lock.unlock();
        }
    }

    private void redrawUntilClosed() {
        lock.lock();
        try {
            while (!closed) {
                redraw();
                if (closing.await(REDRAW_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Redraws the status line, if there is one. */
    void redraw() {
        if (status == null) {
            return;
        }
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            StringBuilder text = new StringBuilder();
            int done = 0;
            for (BoardLane lane : lanes) {
                if (lane.done) {
                    done++;
                } else if (!lane.step.isEmpty()) {
                    text.append(text.isEmpty() ? "" : " | ");
                    text.append(lane.machine).append(": ").append(lane.reason.isEmpty() ? lane.step : lane.reason);
                    text.append(" (")
                            .append(TimeUnit.NANOSECONDS.toSeconds(now - lane.stepSince))
                            .append("s)");
                }
            }
            if (text.isEmpty()) {
                status.erase();
            } else {
                status.draw(lanes.size() > 1 ? done + "/" + lanes.size() + " " + text : text.toString());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prints the lines held back, in order, and removes the status line. */
    @Override
    public void close() {
        lock.lock();
        try {
            for (BoardLane lane : lanes) {
                lane.done = true;
            }
            flush();
            closed = true;
            if (status != null) {
                status.erase();
            }
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        while (first < lanes.size()) {
            BoardLane lane = lanes.get(first);
            for (Line line : lane.heldBack) {
                print(line);
            }
            lane.heldBack.clear();
            if (!lane.done) {
                return;
            }
            first++;
        }
    }

    private void print(Line line) {
        if (status != null) {
            status.erase();
        }
        PrintStream stream = line.error ? err : out;
        stream.print(TerminalText.lines(line.text) + "\n");
        stream.flush();
    }

    /**
     * @param text what to print
     * @param error whether it goes to standard error
     */
    private record Line(String text, boolean error) {}

    private final class BoardLane implements Lane {
        private final String machine;
        private final int index;
        private final List<Line> heldBack = new ArrayList<>();
        private String step = "";
        private String reason = "";
        private long stepSince;
        private boolean done;

        BoardLane(String machine, int index) {
            this.machine = machine;
            this.index = index;
        }

        @Override
        public void out(String line) {
            add(new Line(line, false));
        }

        @Override
        public void err(String line) {
            add(new Line(line, true));
        }

        private void add(Line line) {
            lock.lock();
            try {
                if (index <= first) {
                    print(line);
                    redraw();
                } else {
                    heldBack.add(line);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void step(String what) {
            lock.lock();
            try {
                if (!what.equals(step)) {
                    step = TerminalText.oneLine(what);
                    reason = "";
                    stepSince = nanoTime.getAsLong();
                    redraw();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void waiting(String what) {
            lock.lock();
            try {
                if (status != null && !step.isEmpty()) {
                    reason = TerminalText.oneLine(what);
                    redraw();
                } else if (!what.isEmpty()) {
                    out("(" + machine + ") " + what);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                done = true;
                step = "";
                flush();
                redraw();
            } finally {
                lock.unlock();
            }
        }
    }
}
