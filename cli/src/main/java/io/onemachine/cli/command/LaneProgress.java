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
        switch (event) {
            case ProgressEvent.StepStarted step -> {
                out(step, step.text());
                step(step, step.text());
            }
            case ProgressEvent.StepFinished step -> step(step, "");
            case ProgressEvent.StepFailed step -> step(step, "");
            case ProgressEvent.Note note -> out(note, note.text());
            case ProgressEvent.DriverMessage message -> out(message, withMachine(message));
            case ProgressEvent.Waiting waiting -> waiting(waiting);
            case ProgressEvent.Warning warning -> {
                if (warningsAreErrors) {
                    err(warning, warning.text());
                } else {
                    out(warning, warning.text());
                }
            }
            case ProgressEvent.Detail detail -> debug(detail);
            case ProgressEvent.Exchanged exchanged -> debug(exchanged);
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
