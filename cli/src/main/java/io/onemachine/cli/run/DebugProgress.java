package io.onemachine.cli.run;

import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.plugin.wording.CommandLineWords;
import java.io.PrintStream;

/** Prints progress on standard error with {@code --debug}, and nothing otherwise. */
final class DebugProgress implements Progress {
    private final PrintStream err;
    private final boolean debug;

    DebugProgress(PrintStream err, boolean debug) {
        this.err = err;
        this.debug = debug;
    }

    @Override
    public void report(ProgressEvent event) {
        if (debug && !event.text().isEmpty()) {
            String machine = event.machine().isEmpty() ? "" : "(" + event.machine() + ") ";
            err.print(machine + TerminalText.lines(CommandLineWords.in(event.text())) + "\n");
        }
    }
}
