package io.onemachine.cli.command.swarm;

import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows one operation on several machines, which works on one after the other in an order of its own: a machine is done when the steps of
 * the next one begin.
 */
final class SequentialProgress implements Progress, AutoCloseable {
    private final LaneProgress progress;
    private final Map<String, Lane> waiting = new LinkedHashMap<>();
    private @Nullable String machine;
    private @Nullable Lane current;

    SequentialProgress(LaneProgress progress) {
        this.progress = progress;
    }

    /** Opens a lane for a machine that the operation is about. */
    synchronized void open(String name) {
        waiting.put(name, progress.open(name));
    }

    @Override
    public void report(ProgressEvent event) {
        if (event instanceof ProgressEvent.StepStarted) {
            begin(event.machine());
        }
        progress.report(event);
    }

    private synchronized void begin(String name) {
        Lane next = waiting.remove(name);
        if (next != null) {
            if (current != null) {
                current.close();
            }
            machine = name;
            current = next;
        }
    }

    /** Returns the machine whose steps began last; empty while checks are running. */
    synchronized Optional<String> machine() {
        return Optional.ofNullable(machine);
    }

    /** Ends the lanes of an operation that failed: the present machine has failed, and those after it were not begun. */
    synchronized void failed(String result, Iterable<String> errors) {
        if (current != null) {
            errors.forEach(current::err);
            current.failed(result);
            current.close();
            current = null;
        }
        for (Lane lane : waiting.values()) {
            lane.failed("not begun");
            lane.close();
        }
        waiting.clear();
    }

    /** Ends the lanes of an operation that succeeded; machines without steps needed none. */
    @Override
    public synchronized void close() {
        if (current != null) {
            current.close();
        }
        waiting.values().forEach(Lane::close);
    }
}
