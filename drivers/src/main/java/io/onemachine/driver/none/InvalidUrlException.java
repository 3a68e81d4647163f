package io.onemachine.driver.none;

import io.onemachine.gotemplate.text.Quoting;
import java.io.Serial;

/** Reports a text that Go's {@code net/url} refuses, with Go's message. */
final class InvalidUrlException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    /** @param reason the reason, as Go words it */
    InvalidUrlException(String url, String reason) {
        super(reason);
        this.text = "parse " + Quoting.quote(url) + ": " + reason;
    }

    /** Returns the message; never null. */
    @Override
    public String getMessage() {
        return text;
    }
}
