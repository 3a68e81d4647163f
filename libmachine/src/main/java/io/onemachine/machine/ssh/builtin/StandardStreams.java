package io.onemachine.machine.ssh.builtin;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The streams of a remote command or shell. */
public record StandardStreams(InputStream input, OutputStream output, OutputStream errors) {
    /** Returns this process's own streams, without the JVM's buffers in between. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }
}
