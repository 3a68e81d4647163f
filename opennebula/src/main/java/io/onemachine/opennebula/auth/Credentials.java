package io.onemachine.opennebula.auth;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A session and where it was found.
 *
 * @param session who asks
 * @param source for people to read: {@code ONE_AUTH}, {@code ONE_AUTH (file /home/me/auth)}, {@code /home/me/.one/one_auth} …
 * @param file the file it was read from, absolute, if it was
 */
public record Credentials(Session session, String source, Optional<Path> file) {

    /** A session that was not read from a file. */
    public Credentials(Session session, String source) {
        this(session, source, Optional.empty());
    }
}
