package io.onemachine.cli.error;

import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.plugin.wording.CommandLineWords;
import io.onemachine.swarm.SwarmCheckException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failure of a command: a message for the user and an optional hint, both in words of the command line, a code and an exit code. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;
    private final ExitCode exitCode;
    private final boolean showsUsage;
    private final ErrorCode code;

    private CommandFailure(
            String message,
            @Nullable String hint,
            ExitCode exitCode,
            boolean showsUsage,
            ErrorCode code,
            @Nullable Throwable cause) {
        super(CommandLineWords.in(message), cause);
        this.code = code;
        this.hint = hint == null ? null : CommandLineWords.in(hint);
        this.exitCode = exitCode;
        this.showsUsage = showsUsage;
    }

    public CommandFailure(String message) {
        this(message, null, ExitCode.FAILURE, false, ErrorCode.FAILED, null);
    }

    /** Creates a failure with a hint: a sentence that says what to do. */
    public CommandFailure(String message, String hint) {
        this(message, hint, ExitCode.FAILURE, false, ErrorCode.FAILED, null);
    }

    /** Wrong arguments; the command's usage line is shown as well. */
    public static CommandFailure ofArguments(String message) {
        return new CommandFailure(message, null, ExitCode.FAILURE, true, ErrorCode.USAGE, null);
    }

    /** An option or argument with an invalid value. */
    public static CommandFailure ofUsage(String message) {
        return new CommandFailure(message, null, ExitCode.FAILURE, false, ErrorCode.USAGE, null);
    }

    /** An unknown or malformed option; the hint says where the options are listed. */
    public static CommandFailure ofUsage(String message, String hint) {
        return new CommandFailure(message, hint, ExitCode.FAILURE, false, ErrorCode.USAGE, null);
    }

    /** A template that cannot be read or applied. */
    public static CommandFailure ofTemplate(String message) {
        return new CommandFailure(message, null, ExitCode.FAILURE, false, ErrorCode.TEMPLATE, null);
    }

    /** A failure in the library. */
    public static CommandFailure of(MachineException failure) {
        return of("", failure);
    }

    /** A failure in the library; the prefix says what the command was doing. */
    public static CommandFailure of(String prefix, MachineException failure) {
        return new CommandFailure(
                prefix + failure.getMessage(),
                failure.hint().orElse(null),
                exitCode(failure),
                false,
                ErrorCode.of(failure.getClass()),
                failure);
    }

    /** Returns the exit code of a failure; that of a creation that was held back is that of the other machine. */
    private static ExitCode exitCode(MachineException failure) {
        if (failure instanceof CreationHeldBackException heldBack) {
            return heldBack.other().map(CommandFailure::exitCode).orElse(ExitCode.FAILURE);
        }
        if (failure instanceof PreCreateCheckException
                || failure instanceof QuotaException
                || failure instanceof SwarmCheckException) {
            return ExitCode.PRE_CREATE_CHECK;
        }
        return failure instanceof OperationInterruptedException ? ExitCode.INTERRUPTED : ExitCode.FAILURE;
    }

    /** Returns the same failure with a hint: a sentence that says what to do. */
    public CommandFailure withHint(String sentence) {
        return new CommandFailure(getMessage(), sentence, exitCode, showsUsage, code, getCause());
    }

    /** Returns the same failure with another exit code. */
    public CommandFailure returning(ExitCode newExitCode) {
        return new CommandFailure(getMessage(), hint, newExitCode, showsUsage, code, getCause());
    }

    /** A fault of this program. */
    public static CommandFailure ofFault(RuntimeException fault) {
        return new CommandFailure(
                "Internal error: " + fault,
                "This is a fault of docker-machine; --debug shows where it happened.",
                ExitCode.FAILURE,
                false,
                ErrorCode.INTERNAL,
                fault);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns what the user can do about it. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** Returns the kind of the error. */
    public ErrorCode code() {
        return code;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** Returns whether the command's usage line is shown as well. */
    public boolean showsUsage() {
        return showsUsage;
    }
}
