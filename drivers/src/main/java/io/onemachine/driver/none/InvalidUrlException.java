package io.onemachine.driver.none;

import io.onemachine.gotemplate.text.Quoting;

import java.io.Serial;

/** A text that Go's {@code net/url} refuses; the message is Go's. */
final class InvalidUrlException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    /** @param reason why, in Go's words */
    InvalidUrlException(String url, String reason) {
        super(reason);
        this.text = "parse " + Quoting.quote(url) + ": " + reason;
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return text;
    }
}
