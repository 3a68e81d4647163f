package io.onemachine.opennebula.auth;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A session and its source.
 *
 * @param session the session
 * @param source the source in messages: {@code ONE_AUTH}, {@code ONE_AUTH (file /home/me/auth)}, {@code /home/me/.one/one_auth} …
 * @param file the absolute path of the file it was read from, if any
 */
public record Credentials(Session session, String source, Optional<Path> file) {

    /** Creates credentials that do not come from a file. */
    public Credentials(Session session, String source) {
        this(session, source, Optional.empty());
    }
}
