package io.onemachine.machine.process;

import java.util.List;
import java.util.Map;

/** Runs programs; a test's own looks at the argument list and answers. */
public interface CommandRunner {
    /**
     * Runs a program to its end.
     *
     * @throws io.onemachine.machine.error.LocalCommandException when it is not there, cannot be run or takes too long
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted; the program is
     *     ended first
     */
    CommandResult run(Command command);

    /**
     * Runs a program on this process's own standard input, output and error, for as long as it likes.
     *
     * @return its exit code
     * @throws io.onemachine.machine.error.LocalCommandException when it is not there or cannot be run
     */
    int runAttached(List<String> argv, Map<String, String> environment);

    /**
     * Starts a program that goes on while others run. Its standard input has no end until {@link RunningCommand#close()}, so
     * it can notice when this process is gone.
     *
     * @param input what it finds there to read, if it likes
     * @throws io.onemachine.machine.error.LocalCommandException when it is not there or cannot be run
     */
    RunningCommand start(List<String> argv, Map<String, String> environment, String input);
}
