package io.onemachine.cli.listing;

import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.cli.terminal.LiveBlock.Row;
import io.onemachine.cli.terminal.LiveBlock.Style;
import io.onemachine.cli.terminal.Redrawing;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows machines as a table that is drawn again in place when it or the window changes; at the end the table stays as it was last. */
public final class LiveTable implements ListingWatch.View {
    private final LiveBlock block;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Redrawing redrawing;
    private List<Row> table = List.of();
    private boolean closed;

    LiveTable(LiveBlock block) {
        this.block = block;
    }

    /** Opens a table that follows the size of the window. */
    public static LiveTable open(LiveBlock block) {
        LiveTable table = new LiveTable(block);
        table.redrawing = Redrawing.start(table::draw);
        return table;
    }

    @Override
    public boolean show(List<MachineRow> machines) {
        lock.lock();
        try {
            table = RowFormat.defaultTable(machines)
                    .lines()
                    .map(line -> new Row(line, Style.PLAIN))
                    .collect(Collectors.toList());
            draw();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void draw() {
        lock.lock();
        try {
            if (!closed) {
                block.draw(block.fitting(table));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            block.conclude(table);
        } finally {
            lock.unlock();
        }
        if (redrawing != null) {
            redrawing.close();
        }
    }
}
