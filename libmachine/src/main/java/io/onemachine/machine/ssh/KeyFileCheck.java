package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.process.LocalUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Checks, before a host is waited for, that the SSH client can use the private key's file. */
public final class KeyFileCheck {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private KeyFileCheck() {}

    /**
     * Checks for the {@code ssh} program, which rejects a key of this user that others may read.
     *
     * @throws SshUnavailableException when the file cannot be read, or others can read it
     */
    public static void ofProgram(SshTarget target) {
        ofBuiltIn(target);
        target.keyFile().ifPresent(key -> requirePrivate(target, key));
    }

    /**
     * Checks for the built-in client.
     *
     * @throws SshUnavailableException when the file cannot be read
     */
    public static void ofBuiltIn(SshTarget target) {
        target.keyFile().ifPresent(key -> requireReadable(target, key));
    }

    private static void requireReadable(SshTarget target, Path key) {
        try {
            UserKey.requireReadable(key);
        } catch (SshException e) {
            throw failure(target, String.valueOf(e.getMessage()));
        }
    }

    private static void requirePrivate(SshTarget target, Path key) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(key);
            boolean shared = mode.stream().anyMatch(OF_OTHERS::contains);
            if (shared && !LocalUser.ofThisProcess().isOtherThanOwnerOf(key)) {
                throw failure(
                        target,
                        "ssh does not use the private key " + key + ", as others may read it too ("
                                + PosixFilePermissions.toString(mode) + ")");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // A system without such permissions.
        }
    }

    private static SshUnavailableException failure(SshTarget target, String words) {
        return SshFailure.exception(target, new SshDiagnosis(Reason.KEY_UNUSABLE, words), null);
    }
}
