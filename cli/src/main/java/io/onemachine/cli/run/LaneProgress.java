package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ErrorJson;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.plugin.wording.CommandLineWords;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows what the library reports: each machine's events in its lane. A line that concerns no machine is shown immediately and only
 * once, even if several machines cause it.
 */
public final class LaneProgress implements Progress {
    /** The beginning of notes that are as worth keeping as warnings. */
    private static final String WARNING = "WARNING: ";

    private final ProgressBoard board;
    private final boolean debug;
    private final Warnings warnings;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<String> printedGeneralLines = new HashSet<>();

    /** The destinations of warnings. */
    private enum Warnings {
        OUT,
        ERRORS,
        ERRORS_AS_JSON
    }

    /** @param debug whether to show details as well, on standard error */
    public LaneProgress(ProgressBoard board, boolean debug) {
        this(board, debug, Warnings.OUT);
    }

    private LaneProgress(ProgressBoard board, boolean debug, Warnings warnings) {
        this.board = board;
        this.debug = debug;
        this.warnings = warnings;
    }

    /** Returns a progress that prints warnings on standard error, in the format of errors. */
    public static LaneProgress withWarningsAsErrors(ProgressBoard board, ProgramContext programContext) {
        return new LaneProgress(
                board,
                programContext.debug(),
                programContext.errorsAsJson() ? Warnings.ERRORS_AS_JSON : Warnings.ERRORS);
    }

    /** Opens a lane for a machine; further events about it go there. */
    public Lane open(String machine) {
        Lane lane = board.lane(machine);
        lanes.put(machine, lane);
        return lane;
    }

    @Override
    public void report(ProgressEvent event) {
        // Avoids a switch over types, which generates a class at run time.
        if (event instanceof ProgressEvent.StepStarted) {
            detail(event, text(event));
            step(event, text(event));
        } else if (event instanceof ProgressEvent.StepFinished || event instanceof ProgressEvent.StepFailed) {
            step(event, "");
        } else if (event instanceof ProgressEvent.DriverMessage) {
            detail(event, withMachine(event));
        } else if (event instanceof ProgressEvent.Note && !event.text().startsWith(WARNING)) {
            detail(event, text(event));
        } else if (event instanceof ProgressEvent.Waiting waiting) {
            waiting(waiting);
        } else if (event instanceof ProgressEvent.Detail || event instanceof ProgressEvent.NetworkActivity) {
            debug(event);
        } else if (warnings != Warnings.OUT && event instanceof ProgressEvent.Warning) {
            err(event, warnings == Warnings.ERRORS_AS_JSON ? json(event) : text(event));
        } else {
            out(event, text(event));
        }
    }

    /** Formats a warning with exit code 0, because the command may still succeed. */
    private static String json(ProgressEvent event) {
        CommandFailure failure = new CommandFailure(text(event)).returning(ExitCode.SUCCESS);
        return ErrorJson.line(failure, event.machine().isEmpty() ? null : event.machine());
    }

    private void debug(ProgressEvent event) {
        if (debug) {
            err(event, withMachine(event));
        }
    }

    private static String text(ProgressEvent event) {
        return CommandLineWords.in(event.text());
    }

    private static String withMachine(ProgressEvent event) {
        return event.machine().isEmpty() ? text(event) : "(" + event.machine() + ") " + text(event);
    }

    private void waiting(ProgressEvent.Waiting event) {
        Lane lane = lanes.get(event.machine());
        if (lane != null) {
            lane.waiting(text(event));
        } else if (!text(event).isEmpty()) {
            board.out(withMachine(event));
        }
    }

    private void detail(ProgressEvent event, String line) {
        Lane lane = lanes.get(event.machine());
        if (lane == null) {
            general(event, line);
        } else {
            lane.detail(line);
        }
    }

    private void out(ProgressEvent event, String line) {
        Lane lane = lanes.get(event.machine());
        if (lane == null) {
            general(event, line);
        } else {
            lane.out(line);
        }
    }

    /** One at a time, so that a line that another machine causes as well is printed before what follows it there. */
    private synchronized void general(ProgressEvent event, String line) {
        if (!event.machine().isEmpty() || printedGeneralLines.add(line)) {
            board.out(line);
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
