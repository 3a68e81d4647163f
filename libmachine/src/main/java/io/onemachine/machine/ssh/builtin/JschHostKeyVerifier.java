package io.onemachine.machine.ssh.builtin;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import io.onemachine.machine.ssh.hostkey.HostKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accepts hosts with an expected key for JSch, and remembers the key shown. */
final class JschHostKeyVerifier implements HostKeyRepository {
    /** The signature algorithms of RSA keys; by the key type alone JSch would offer none. */
    private static final List<String> RSA = List.of("rsa-sha2-512", "rsa-sha2-256");

    private final List<HostKey> expected;
    private @Nullable HostKey shown;

    /** @param expected the accepted keys; none to accept any */
    JschHostKeyVerifier(List<HostKey> expected) {
        this.expected = expected;
    }

    Optional<HostKey> shown() {
        return Optional.ofNullable(shown);
    }

    /** Returns whether an unexpected key was shown. */
    boolean refused() {
        return shown != null && !isExpected(shown);
    }

    /**
     * Returns the algorithms to offer: those of the expected keys first, as the host may have keys of other types too.
     *
     * @param offered JSch's own list
     */
    String algorithms(String offered) {
        List<String> all = List.of(offered.split(",", -1));
        List<String> known = expected.stream()
                .flatMap(key -> key.type().equals("ssh-rsa") ? RSA.stream() : Stream.of(key.type()))
                .filter(all::contains)
                .toList();
        return Stream.concat(known.stream(), all.stream()).distinct().collect(Collectors.joining(","));
    }

    @Override
    public int check(String host, byte[] blob) {
        HostKey key = HostKey.of(blob);
        shown = key;
        return isExpected(key) ? OK : CHANGED;
    }

    private boolean isExpected(HostKey key) {
        return expected.isEmpty() || expected.contains(key);
    }

    @Override
    public void add(com.jcraft.jsch.HostKey key, @Nullable UserInfo user) {}

    @Override
    public void remove(String host, String type) {}

    @Override
    public void remove(String host, String type, byte[] key) {}

    @Override
    public String getKnownHostsRepositoryID() {
        return "known_hosts";
    }

    @Override
    public com.jcraft.jsch.HostKey[] getHostKey() {
        return new com.jcraft.jsch.HostKey[0];
    }

    @Override
    public com.jcraft.jsch.HostKey[] getHostKey(String host, String type) {
        return new com.jcraft.jsch.HostKey[0];
    }
}
