package io.onemachine.devcloud.nspawn;

import java.util.Arrays;

/**
 * The result of a program.
 *
 * @param exitCode its exit code; 128 and the signal's number when a signal ended it
 * @param output the end of what it wrote to standard output and standard error, at most 64 KiB
 */
public record CommandResult(int exitCode, String output) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Returns the last lines of the output, without credentials in addresses: fit for an error message. */
    String lastLines(int count) {
        String[] lines = output.strip().split("\n", -1);
        int from = Math.max(0, lines.length - count);
        String text = String.join("\n", Arrays.copyOfRange(lines, from, lines.length));
        return text.replaceAll("://[^/@\\s]+@", "://***@");
    }
}
