package io.onemachine.fleet.yaml;

import java.util.Optional;

/**
 * An error or a warning about a file.
 *
 * @param file the file's name
 * @param place the position in it
 * @param message what is wrong, without a period at the end
 * @param hint what to do about it, a whole sentence
 */
public record Problem(String file, Place place, String message, Optional<String> hint) {
    /** Returns {@code FILE:LINE:COLUMN: MESSAGE}, followed by the hint. */
    @Override
    public String toString() {
        return file + ":" + place + ": " + message
                + hint.map(sentence -> ". " + sentence).orElse("");
    }
}
