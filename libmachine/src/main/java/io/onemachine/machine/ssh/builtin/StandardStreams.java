package io.onemachine.machine.ssh.builtin;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** What a remote command or shell is attached to. */
public record StandardStreams(InputStream input, OutputStream output, OutputStream errors) {
    /** This process's own, without the JVM's buffers in between. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }
}
