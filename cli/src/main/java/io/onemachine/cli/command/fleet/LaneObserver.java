package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.fleet.apply.FleetObserver;
import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.error.MachineException;

/** Shows the work on a fleet, each machine in a lane of its own. */
record LaneObserver(ProgramContext programContext, ProgressBoard board, LaneProgress progress)
        implements FleetObserver {
    @Override
    public Work begin(String machine, String doing) {
        Lane lane = progress.open(machine);
        lane.detail(doing + " \"" + machine + "\"...");
        return new Work() {
            @Override
            public void failed(MachineException failure) {
                CommandFailure shown = CommandFailure.of(failure);
                ErrorText.lines(shown, programContext, machine).forEach(lane::err);
                if (failure instanceof CreationHeldBackException) {
                    lane.failed("not created");
                } else {
                    lane.failed(shown.exitCode() == ExitCode.INTERRUPTED ? "interrupted" : "failed");
                }
            }

            @Override
            public void close() {
                lane.close();
            }
        };
    }

    @Override
    public void note(String text) {
        board.out(text);
    }
}
