package io.onemachine.machine.ssh;

/**
 * How a remote command ended.
 *
 * @param exitCode the remote exit code
 * @param output what it wrote on standard output, as UTF-8
 * @param errors what it wrote on standard error, as UTF-8
 */
public record SshResult(int exitCode, String output, String errors) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
