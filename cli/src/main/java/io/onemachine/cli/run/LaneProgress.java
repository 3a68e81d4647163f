package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ErrorJson;
import io.onemachine.cli.error.ExitCode;

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
public final class LaneProgress implements Progress {
    private final ProgressBoard board;
    private final boolean debug;
    private final Warnings warnings;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<String> saidOfAll = ConcurrentHashMap.newKeySet();

    /** Where warnings go. */
    private enum Warnings {
        OUT,
        ERRORS,
        ERRORS_AS_JSON
    }

    /** @param debug whether details are shown too, on standard error */
    public LaneProgress(ProgressBoard board, boolean debug) {
        this(board, debug, Warnings.OUT);
    }

    private LaneProgress(ProgressBoard board, boolean debug, Warnings warnings) {
        this.board = board;
        this.debug = debug;
        this.warnings = warnings;
    }

    /** Warnings go to standard error, in the form that errors have there: only where success allows for output there. */
    public static LaneProgress withWarningsAsErrors(ProgressBoard board, ProgramContext programContext) {
        return new LaneProgress(
                board,
                programContext.debug(),
                programContext.errorsAsJson() ? Warnings.ERRORS_AS_JSON : Warnings.ERRORS);
    }

    /** Opens a lane for a machine; what is reported about it from now on goes there. */
    public Lane open(String machine) {
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
        } else if (event instanceof ProgressEvent.Detail || event instanceof ProgressEvent.NetworkActivity) {
            debug(event);
        } else if (warnings != Warnings.OUT && event instanceof ProgressEvent.Warning) {
            err(event, warnings == Warnings.ERRORS_AS_JSON ? json(event) : event.text());
        } else {
            out(event, event.text());
        }
    }

    /** The command may succeed all the same. */
    private static String json(ProgressEvent event) {
        CommandFailure failure = new CommandFailure(event.text()).returning(ExitCode.SUCCESS);
        return ErrorJson.line(failure, event.machine().isEmpty() ? null : event.machine());
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
