package io.onemachine.cli.command;

import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows what the library reports: each machine's events in its lane, what concerns no machine at once and once only, however many
 * machines bring it up.
 */
final class LaneProgress implements Progress {
    private final ProgressBoard board;
    private final boolean debug;
    private final boolean warningsAreErrors;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<String> saidOfAll = ConcurrentHashMap.newKeySet();

    /** @param debug whether details are shown too, on standard error */
    LaneProgress(ProgressBoard board, boolean debug) {
        this(board, debug, false);
    }

    /** @param warningsAreErrors whether warnings go to standard error: only where success allows for output there */
    LaneProgress(ProgressBoard board, boolean debug, boolean warningsAreErrors) {
        this.board = board;
        this.debug = debug;
        this.warningsAreErrors = warningsAreErrors;
    }

    /** Opens a lane for a machine; what is reported about it from now on goes there. */
    Lane open(String machine) {
        Lane lane = board.lane(machine);
        lanes.put(machine, lane);
        return lane;
    }

    @Override
    public void report(ProgressEvent event) {
        // No switch over types, which makes a class when it first runs.
        if (event instanceof ProgressEvent.StepStarted) {
            out(event, event.text());
            step(event, event.text());
        } else if (event instanceof ProgressEvent.StepFinished || event instanceof ProgressEvent.StepFailed) {
            step(event, "");
        } else if (event instanceof ProgressEvent.DriverMessage) {
            out(event, withMachine(event));
        } else if (event instanceof ProgressEvent.Waiting waiting) {
            waiting(waiting);
        } else if (event instanceof ProgressEvent.Detail || event instanceof ProgressEvent.Exchanged) {
            debug(event);
        } else if (warningsAreErrors && event instanceof ProgressEvent.Warning) {
            err(event, event.text());
        } else {
            out(event, event.text());
        }
    }

    private void debug(ProgressEvent event) {
        if (debug) {
            err(event, withMachine(event));
        }
    }

    private static String withMachine(ProgressEvent event) {
        return event.machine().isEmpty() ? event.text() : "(" + event.machine() + ") " + event.text();
    }

    private void waiting(ProgressEvent.Waiting event) {
        Lane lane = lanes.get(event.machine());
        if (lane != null) {
            lane.waiting(event.text());
        } else if (!event.text().isEmpty()) {
            board.out(withMachine(event));
        }
    }

    private void out(ProgressEvent event, String line) {
        if (event.machine().isEmpty() && !saidOfAll.add(line)) {
            return;
        }
        Lane lane = lanes.get(event.machine());
        if (lane == null) {
            board.out(line);
        } else {
            lane.out(line);
        }
    }

    private void err(ProgressEvent event, String line) {
        Lane lane = lanes.get(event.machine());
        if (lane == null) {
            board.err(line);
        } else {
            lane.err(line);
        }
    }

    private void step(ProgressEvent event, String what) {
        Lane lane = lanes.get(event.machine());
        if (lane != null) {
            lane.step(what);
        }
    }
}
