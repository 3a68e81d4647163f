package io.onemachine.opennebula.auth;

import io.onemachine.opennebula.error.CredentialsException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first parameter of every call: a user and a password or token.
 *
 * <p>{@link #toString()} does not show the secret.
 */
public final class Session {

    private final String user;
    private final String secret;

    /**
     * Creates a session.
     *
     * @throws CredentialsException when the user is empty or contains a colon, or the secret is empty
     */
    public Session(String user, String secret) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new CredentialsException(
                    user.isEmpty() ? "the user's name is empty" : "a user's name cannot have a colon in it");
        }
        if (secret.isEmpty()) {
            throw new CredentialsException("the password of user \"" + user + "\" is empty");
        }
        this.user = user;
        this.secret = secret;
    }

    /**
     * Parses {@code user:password}; everything after the first colon is the password.
     *
     * @throws CredentialsException when the text does not have that form; the message does not repeat it
     */
    public static Session parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new CredentialsException("not of the form user:password");
        }
        return new Session(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Returns the user's name. */
    public String user() {
        return user;
    }

    /** Returns the password or token. Not to be shown or logged. */
    public String secret() {
        return secret;
    }

    /** Returns the text to send: {@code user:password}. Not to be shown or logged. */
    public String token() {
        return user + ":" + secret;
    }

    /** Returns whether it is the same user with the same secret. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Session session && user.equals(session.user) && secret.equals(session.secret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, secret);
    }

    /** Returns the user, with a placeholder for the secret. */
    @Override
    public String toString() {
        return user + ":***";
    }
}
