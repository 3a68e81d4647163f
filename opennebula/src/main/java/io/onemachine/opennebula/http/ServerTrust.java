package io.onemachine.opennebula.http;

import java.nio.file.Path;

/** Selects the {@code https} servers to trust. */
public sealed interface ServerTrust {

    /** Trusts servers with a certificate of an authority that the JDK trusts. */
    record Default() implements ServerTrust {}

    /**
     * Trusts servers with a certificate for their name from an authority in a file.
     *
     * @param certificates certificates in PEM, one or more
     */
    record Authority(Path certificates) implements ServerTrust {}

    /** Trusts every server: anyone between client and server can read what is sent, the password too. */
    record InsecureAny() implements ServerTrust {}
}
