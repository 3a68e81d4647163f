package io.onemachine.opennebula.auth;

/**
 * A session and where it was found.
 *
 * @param session who asks
 * @param source for people to read: {@code ONE_AUTH}, {@code ONE_AUTH (file /home/me/auth)}, {@code /home/me/.one/one_auth} …
 */
public record Credentials(Session session, String source) {}
