package io.onemachine.machine.ssh;

/**
 * The result of a remote command.
 *
 * @param exitCode the remote exit code
 * @param output its standard output, as UTF-8
 * @param errors its standard error, as UTF-8
 */
public record SshResult(int exitCode, String output, String errors) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
