package io.onemachine.cli.progress;

import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.cli.terminal.LiveBlock.Row;
import io.onemachine.cli.terminal.LiveBlock.Style;
import io.onemachine.cli.terminal.Redrawing;
import io.onemachine.cli.terminal.TerminalText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Prints each machine's lines together; on a terminal, the current steps are shown below them. */
final class GroupedBoard implements ProgressBoard {
    private final PrintStream out;
    private final PrintStream err;
    private final @Nullable LiveBlock block;
    private final LongSupplier nanoTime;
    private final List<GroupedLane> lanes = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Redrawing redrawing;
    private int first;
    private boolean closed;

    /** @param nanoTime the clock for durations; it is read only with a {@code block} */
    GroupedBoard(PrintStream out, PrintStream err, @Nullable LiveBlock block, LongSupplier nanoTime) {
        this.out = out;
        this.err = err;
        this.block = block;
        this.nanoTime = nanoTime;
    }

    /** Starts drawing the block again several times a second, until the board is closed. */
    GroupedBoard redrawing() {
        redrawing = Redrawing.start(this::redraw);
        return this;
    }

    @Override
    public Lane lane(String machine) {
        lock.lock();
        try {
            GroupedLane lane = new GroupedLane(machine, lanes.size());
            lanes.add(lane);
            return lane;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void out(String line) {
        printNow(new Line(line, false));
    }

    @Override
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

    /** Draws the block, if there is one. */
    void redraw() {
        if (block == null) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            List<Row> rows = new ArrayList<>();
            for (GroupedLane lane : lanes) {
                if (!lane.done && !lane.step.isEmpty()) {
                    rows.add(new Row(lane.status(), Style.FAINT));
                }
            }
            block.draw(block.fitting(rows));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (GroupedLane lane : lanes) {
                lane.done = true;
            }
            flush();
            closed = true;
            if (block != null) {
                block.erase();
            }
        } finally {
            lock.unlock();
        }
        if (redrawing != null) {
            redrawing.close();
        }
    }

    private void flush() {
        while (first < lanes.size()) {
            GroupedLane lane = lanes.get(first);
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
        if (block != null) {
            block.erase();
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

    private final class GroupedLane implements Lane {
        private final String machine;
        private final int index;
        private final List<Line> heldBack = new ArrayList<>();
        private String step = "";
        private String reason = "";
        private long stepSince;
        private boolean done;

        GroupedLane(String machine, int index) {
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

        @Override
        public void detail(String line) {
            out(line);
        }

        @Override
        public void afterwards(String line) {
            out(line);
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
                if (block != null && !step.isEmpty()) {
                    reason = TerminalText.oneLine(what);
                    redraw();
                } else if (!what.isEmpty()) {
                    out("(" + machine + ") " + what);
                }
            } finally {
                lock.unlock();
            }
        }

        private String status() {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - stepSince);
            return machine + ": " + (reason.isEmpty() ? step : reason) + " (" + seconds + "s)";
        }

        /** Nothing to show: the error is among the lines. */
        @Override
        public void failed(String result) {}

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
