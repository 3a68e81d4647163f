package io.onemachine.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** How a failure is shown: its message, what can be done about it, and the stack trace to those who debug. */
public final class ErrorText {
    private ErrorText() {}

    /** The lines for standard error. */
    public static List<String> lines(CommandFailure failure, boolean debug) {
        List<String> lines = new ArrayList<>();
        lines.add(failure.getMessage());
        failure.hint().ifPresent(hint -> lines.add(hint.stripTrailing()));
        Throwable cause = failure.getCause();
        if (debug && cause != null) {
            lines.add(stackTrace(cause));
        }
        return lines;
    }

    /** The stack trace of what went wrong within, for {@code --debug}. */
    public static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }
}
