package io.onemachine.cli.progress;

import io.onemachine.cli.terminal.DisplayWidth;
import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.cli.terminal.LiveBlock.Row;
import io.onemachine.cli.terminal.LiveBlock.Style;
import io.onemachine.cli.terminal.Redrawing;
import io.onemachine.cli.terminal.TerminalText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints lines as they come, each after the name of its machine; on a terminal, each machine has a live line below them. */
final class ParallelBoard implements ProgressBoard {
    private static final String SHORTENED = "...";

    /** Enough for {@code 59m59s}; longer durations only move what follows. */
    private static final int TIME_COLUMNS = 6;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean errorsAreData;
    private final @Nullable LiveBlock block;
    private final LongSupplier nanoTime;
    private final List<LiveLane> lanes = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Redrawing redrawing;
    private boolean closed;

    /** @param nanoTime the clock for durations; it is of use only with a {@code block} */
    ParallelBoard(
            PrintStream out, PrintStream err, boolean errorsAreData, @Nullable LiveBlock block, LongSupplier nanoTime) {
        this.out = out;
        this.err = err;
        this.errorsAreData = errorsAreData;
        this.block = block;
        this.nanoTime = nanoTime;
    }

    /** Starts drawing the block again several times a second, until the board is closed. */
    ParallelBoard redrawing() {
        redrawing = Redrawing.start(this::redraw);
        return this;
    }

    @Override
    public Lane lane(String machine) {
        lock.lock();
        try {
            LiveLane lane = new LiveLane(machine, nanoTime.getAsLong());
            lanes.add(lane);
            redraw();
            return lane;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void out(String line) {
        print(out, line);
    }

    @Override
    public void err(String line) {
        print(err, line);
    }

    private void print(PrintStream stream, String text) {
        lock.lock();
        try {
            if (block != null) {
                block.erase();
            }
            stream.print(TerminalText.lines(text) + "\n");
            stream.flush();
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
            if (!closed && !lanes.isEmpty()) {
                block.draw(rows(block));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the rows of all machines, or of those that fit: unfinished ones first, and how many there are besides. */
    private List<Row> rows(LiveBlock drawn) {
        int capacity = drawn.capacity();
        int columns = drawn.size().columns();
        int names = nameColumns(columns);
        if (lanes.size() <= capacity) {
            return lanes.stream().map(lane -> lane.row(names)).collect(Collectors.toList());
        }
        List<Row> rows = new ArrayList<>();
        int places = capacity - 1;
        int finishedPlaces = places - Math.min(unfinished(), places);
        int unfinishedPlaces = places - finishedPlaces;
        for (LiveLane lane : lanes) {
            if (lane.isFinished() ? finishedPlaces-- > 0 : unfinishedPlaces-- > 0) {
                rows.add(lane.row(names));
            }
        }
        rows.add(LiveBlock.more(lanes.size() - rows.size()));
        return rows;
    }

    private int unfinished() {
        int count = 0;
        for (LiveLane lane : lanes) {
            count += lane.isFinished() ? 0 : 1;
        }
        return count;
    }

    /** Returns the width of the column of names: that of the longest one, at most half of the window. */
    private int nameColumns(int columns) {
        int longest = 0;
        for (LiveLane lane : lanes) {
            longest = Math.max(longest, lane.machine.length());
        }
        return Math.min(longest, Math.max(columns / 2, SHORTENED.length()));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (LiveLane lane : lanes) {
                lane.finish("not finished");
            }
            if (block != null) {
                int names = nameColumns(Integer.MAX_VALUE);
                block.conclude(lanes.stream().map(lane -> lane.row(names)).toList());
            }
            for (LiveLane lane : lanes) {
                lane.afterwards.forEach(line -> out.print(TerminalText.lines(line) + "\n"));
            }
            out.flush();
        } finally {
            lock.unlock();
        }
        if (redrawing != null) {
            redrawing.close();
        }
    }

    private final class LiveLane implements Lane {
        private final String machine;
        private final String prefix;
        private final long since;
        private final List<String> afterwards = new ArrayList<>();
        private String activity = "";
        private String reason = "";
        private String failure = "";
        private String result = "";
        private long duration;

        LiveLane(String machine, long since) {
            this.machine = machine;
            this.prefix = "(" + machine + ") ";
            this.since = since;
        }

        boolean isFinished() {
            return !result.isEmpty();
        }

        Row row(int nameColumns) {
            String name = DisplayWidth.pad(shortened(machine, nameColumns), nameColumns);
            long elapsed = isFinished() ? duration : nanoTime.getAsLong() - since;
            String time =
                    " ".repeat(Math.max(TIME_COLUMNS - Elapsed.text(elapsed).length(), 0)) + Elapsed.text(elapsed);
            if (isFinished()) {
                return new Row(name + " " + time + "  " + result, failure.isEmpty() ? Style.SUCCESS : Style.FAILURE);
            }
            String text = name + " " + time + "  " + (reason.isEmpty() ? activity : reason);
            return new Row(text.stripTrailing(), Style.PLAIN);
        }

        /** Names of several machines mostly differ at their ends. */
        private static String shortened(String name, int columns) {
            return name.length() <= columns
                    ? name
                    : SHORTENED + name.substring(name.length() - columns + SHORTENED.length());
        }

        @Override
        public void out(String line) {
            print(out, named(line));
        }

        @Override
        public void err(String line) {
            print(err, errorsAreData ? line : named(line));
        }

        /** Returns text with the machine's name before each of its lines that does not begin with it already. */
        private String named(String text) {
            return text.lines()
                    .map(line -> line.startsWith(prefix) ? line : prefix + line)
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public void detail(String line) {
            if (block == null) {
                out(line);
            } else {
                show(line.startsWith(prefix) ? line.substring(prefix.length()) : line);
            }
        }

        @Override
        public void afterwards(String line) {
            if (block == null) {
                out(line);
                return;
            }
            lock.lock();
            try {
                afterwards.add(line);
            } finally {
                lock.unlock();
            }
        }

        /** Keeps the last step between two steps: the machine is not idle then. */
        @Override
        public void step(String what) {
            if (!what.isEmpty()) {
                show(what);
            }
        }

        private void show(String what) {
            lock.lock();
            try {
                activity = TerminalText.oneLine(what);
                reason = "";
                redraw();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void waiting(String what) {
            lock.lock();
            try {
                if (block != null) {
                    reason = TerminalText.oneLine(what);
                    redraw();
                } else if (!what.isEmpty()) {
                    out(what);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void failed(String how) {
            lock.lock();
            try {
                failure = how;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                finish("done");
                redraw();
            } finally {
                lock.unlock();
            }
        }

        private void finish(String success) {
            if (!isFinished()) {
                result = failure.isEmpty() ? success : failure;
                duration = nanoTime.getAsLong() - since;
            }
        }
    }
}
