package io.onemachine.swarm.probe;

import io.onemachine.machine.ssh.SshResult;
import io.onemachine.swarm.engine.NodeRole;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Reads on a host which role the certificate of its node has; no engine tells it. A node that was demoted has the role of a worker in the
 * eyes of the managers, and ends its work as a manager, before it gets the certificate of a worker.
 */
public final class NodeCertificate {
    private NodeCertificate() {}

    /** Returns a script for {@code sh -s}, which prints the certificate, or nothing. */
    public static String script() {
        return """
                run=
                if [ "$(id -u)" != 0 ]; then
                    if sudo -n true 2> /dev/null; then run='sudo -n'; else run='doas -n'; fi
                fi
                unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
                root=$($run docker info -f '{{.DockerRootDir}}' 2> /dev/null < /dev/null || true)
                $run cat "${root:-/var/lib/docker}/swarm/certificates/swarm-node.crt" 2> /dev/null < /dev/null || true
                """;
    }

    /** Returns the role; empty when it is not known. */
    public static Optional<NodeRole> read(SshResult result) {
        byte[] text = result.output().getBytes(StandardCharsets.US_ASCII);
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
            return role(certificate.getSubjectX500Principal().getName());
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /** @param subject as in RFC 2253; swarm mode names the role as the organizational unit */
    private static Optional<NodeRole> role(String subject) {
        List<String> parts = List.of(subject.split(",", -1));
        if (parts.contains("OU=swarm-manager")) {
            return Optional.of(NodeRole.MANAGER);
        }
        return parts.contains("OU=swarm-worker") ? Optional.of(NodeRole.WORKER) : Optional.empty();
    }
}
