package io.onemachine.opennebula.http;

import java.nio.file.Path;

/** Which servers behind {@code https} are taken for what they say they are. */
public sealed interface ServerTrust {

    /** Those with a certificate of an authority that the JDK knows. */
    record Default() implements ServerTrust {}

    /**
     * Those with a certificate of an authority in a file, for their name.
     *
     * @param certificates certificates in PEM, one or more
     */
    record Authority(Path certificates) implements ServerTrust {}

    /** Every server: what is sent, the password too, can be read by whoever sits in between. */
    record InsecureAny() implements ServerTrust {}
}
