package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ErrorJson;
import io.onemachine.plugin.wording.CommandLineWords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats a failure for standard error: its message, its hint, and with {@code --debug} the stack trace. */
public final class ErrorText {
    private ErrorText() {}

    /**
     * Returns the lines for standard error: text, or one line of JSON with {@code --error-format json}.
     *
     * @param machine the machine it concerns, null for none or several
     */
    public static List<String> lines(CommandFailure failure, ProgramContext programContext, @Nullable String machine) {
        if (!programContext.errorsAsJson()) {
            return lines(failure, programContext.debug());
        }
        List<String> lines = new ArrayList<>();
        lines.add(ErrorJson.line(failure, machine));
        if (programContext.debug() && failure.getCause() != null) {
            lines.add(stackTrace(failure.getCause()));
        }
        return lines;
    }

    /** Returns a failure that concerns no machine as a line of JSON. */
    public static String json(CommandFailure failure) {
        return ErrorJson.line(failure, null);
    }

    /** Returns the lines for standard error, as text. */
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

    /** Returns the stack trace of a cause, for {@code --debug}. */
    public static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        return CommandLineWords.in(text.toString().stripTrailing());
    }
}
