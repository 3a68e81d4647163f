package io.onemachine.machine.process;

/**
 * The result of a program.
 *
 * @param exitCode 0 for success; 128 and more for a signal
 * @param output its standard output, as UTF-8
 * @param errors its standard error, as UTF-8
 */
public record CommandResult(int exitCode, String output, String errors) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
