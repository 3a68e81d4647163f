package io.onemachine.machine.process;

import java.util.List;
import java.util.Map;

/** Runs programs; tests replace it to check the arguments and supply the output. */
public interface CommandRunner {
    /**
     * Runs a program and waits until it ends.
     *
     * @throws io.onemachine.machine.error.LocalCommandException when it is missing, cannot be run or takes too long
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted; the program is
     *     terminated first
     */
    CommandResult run(Command command);

    /**
     * Runs a program on this process's own standard input, output and error, without a time limit.
     *
     * @return its exit code
     * @throws io.onemachine.machine.error.LocalCommandException when it is missing or cannot be run
     */
    int runAttached(List<String> argv, Map<String, String> environment);

    /**
     * Starts a program that runs in the background. Its standard input stays open until {@link RunningCommand#close()}, so
     * it can notice when this process is gone.
     *
     * @param input the first bytes on its standard input
     * @throws io.onemachine.machine.error.LocalCommandException when it is missing or cannot be run
     */
    RunningCommand start(List<String> argv, Map<String, String> environment, String input);
}
