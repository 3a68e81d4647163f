package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads the SSH host key that a start script would install; docker-machine passes one in the CONTEXT. */
final class HostKeys {

    private static final String ATTRIBUTE = "DOCKER_SSH_HOST_KEY";

    private HostKeys() {}

    /** Returns the key in a context, in OpenSSH's format and Base64; empty when there is none. */
    static Optional<KeyPair> of(Map<String, String> context) {
        String base64 = context.getOrDefault(ATTRIBUTE, "");
        if (base64.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] file = Base64.getDecoder().decode(base64);
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(ATTRIBUTE), new ByteArrayInputStream(file), FilePasswordProvider.EMPTY);
            List<KeyPair> found = pairs == null
                    ? List.of()
                    : StreamSupport.stream(pairs.spliterator(), false).toList();
            return found.stream().findFirst();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new HypervisorException(ATTRIBUTE + " holds no SSH private key: " + e.getMessage(), e);
        }
    }
}
