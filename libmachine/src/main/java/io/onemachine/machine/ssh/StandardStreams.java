package io.onemachine.machine.ssh;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What a remote command or shell is attached to.
 *
 * @param terminal whether the three are a user's terminal
 */
public record StandardStreams(InputStream input, OutputStream output, OutputStream errors, boolean terminal) {
    /** This process's own, without the JVM's buffers in between. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }
}
