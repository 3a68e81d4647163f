package io.onemachine.plugin.server;

import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.plugin.wording.CommandLineWords;
import java.io.PrintStream;

/**
 * Prints a plugin's output line by line: docker-machine shows standard output to the user, each line after the machine's
 * name, and standard error only with {@code --debug}.
 */
final class PluginLog implements Progress {
    /** The maximum length of a line: docker-machine stops reading at lines of 64 KiB, and a character takes up to four bytes. */
    private static final int LONGEST = 16_000;

    private final PrintStream out;
    private final PrintStream err;

    PluginLog(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void report(ProgressEvent event) {
        switch (event) {
            case ProgressEvent.DriverMessage message -> say(message.text());
            case ProgressEvent.Note note -> say(note.text());
            case ProgressEvent.Waiting waiting -> say(waiting.text());
            case ProgressEvent.Warning warning -> say(warning.text());
            case ProgressEvent.StepStarted step -> say(step.text());
            case ProgressEvent.StepFinished step -> detail(step.text() + " (done)");
            case ProgressEvent.StepFailed step -> detail(step.text() + " (failed)");
            case ProgressEvent.Detail detail -> detail(detail.text());
            case ProgressEvent.NetworkActivity networkActivity -> detail(networkActivity.text());
        }
    }

    /** Prints a text for the user. */
    void say(String text) {
        print(out, text);
    }

    /** Prints a text for {@code --debug}. */
    void detail(String text) {
        print(err, text);
    }

    private static synchronized void print(PrintStream stream, String text) {
        CommandLineWords.in(text).lines().forEach(line -> {
            String rest = line;
            while (rest.length() > LONGEST) {
                stream.print(rest.substring(0, LONGEST) + "\n");
                rest = rest.substring(LONGEST);
            }
            stream.print(rest + "\n");
        });
        stream.flush();
    }
}
