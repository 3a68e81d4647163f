package io.onemachine.machine.process;

/**
 * How a program ended.
 *
 * @param exitCode 0 for success; 128 and more for a signal
 * @param output what it wrote on standard output, as UTF-8
 * @param errors what it wrote on standard error, as UTF-8
 */
public record CommandResult(int exitCode, String output, String errors) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
