package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ErrorJson;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;

/** Prints warnings on standard error, in the format of errors, for a command whose output is its result; nothing else. */
record WarningProgress(ProgramContext programContext) implements Progress {
    @Override
    public void report(ProgressEvent event) {
        if (event instanceof ProgressEvent.Warning) {
            CommandFailure warning = new CommandFailure(event.text()).returning(ExitCode.SUCCESS);
            String machine = event.machine().isEmpty() ? null : event.machine();
            String line = programContext.errorsAsJson()
                    ? ErrorJson.line(warning, machine)
                    : TerminalText.lines(warning.getMessage());
            programContext.console().err().print(line + "\n");
        }
    }
}
