package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.ssh.hostkey.HostKey;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports that a host shows another key than the pinned one, in the same words for every client. */
public final class HostKeyMismatch {
    private static final String WORDS = "the host's key is not the one that is known";

    private HostKeyMismatch() {}

    static String words() {
        return WORDS;
    }

    /**
     * Returns the exception to throw.
     *
     * @param shown the fingerprint of the key that the host shows, see {@link HostKey#fingerprint}; empty when unknown
     */
    public static SshUnavailableException exception(
            SshTarget target, Optional<String> shown, @Nullable Throwable cause) {
        return SshFailure.exception(target, new SshDiagnosis(Reason.HOST_KEY_CHANGED, words(target, shown)), cause);
    }

    private static String words(SshTarget target, Optional<String> shown) {
        List<String> known = known(target);
        if (shown.isEmpty() || known.isEmpty() || known.contains(shown.get())) {
            return WORDS;
        }
        return WORDS + ": it shows " + shown.get() + ", known is " + String.join(" or ", known);
    }

    static String hint(SshTarget target) {
        String file = file(target);
        String danger = "Another computer may be answering in the host's place, so nothing was sent there. ";
        return switch (target.hostKey()) {
            case HostKeyCheck.Pinned pinned ->
                danger + "If you know that the host was reinstalled, write its key into " + file
                        + " as \"* TYPE KEY\"; on the host it is in /etc/ssh/ssh_host_ed25519_key.pub.";
            case HostKeyCheck.FirstUse firstUse ->
                danger + "If you know that the host was reinstalled, remove " + file
                        + ": the next connection keeps the new key.";
            case HostKeyCheck.Off off ->
                "A bastion in your ssh configuration shows another key than the one in your own known_hosts.";
        };
    }

    private static String file(SshTarget target) {
        return switch (target.hostKey()) {
            case HostKeyCheck.Pinned pinned -> pinned.known().file().toString();
            case HostKeyCheck.FirstUse firstUse -> firstUse.known().file().toString();
            case HostKeyCheck.Off off -> "";
        };
    }

    private static List<String> known(SshTarget target) {
        try {
            return target.hostKey().expected().stream()
                    .map(HostKey::fingerprint)
                    .collect(Collectors.toList());
        } catch (SshException e) {
            return List.of(); // the file has just become unusable; the mismatch is reported all the same
        }
    }
}
