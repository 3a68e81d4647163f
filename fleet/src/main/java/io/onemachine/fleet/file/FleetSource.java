package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problem;
import io.onemachine.fleet.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The text of a fleet file.
 *
 * @param name the file's name for messages
 * @param text the text, without a byte order mark
 */
public record FleetSource(String name, String text) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A character of the longest text takes at most this many bytes. */
    private static final int BYTES_PER_CHARACTER = 4;

    public FleetSource {
        text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /**
     * Reads a stream to its end, or to a length that no fleet file has.
     *
     * @param name the stream's name for messages
     * @throws FleetFileException when it is not UTF-8
     */
    public static FleetSource read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(YamlReader.LONGEST * BYTES_PER_CHARACTER + 1);
        if (bytes.length > YamlReader.LONGEST * BYTES_PER_CHARACTER) {
            throw refused(name, "the file is larger than 3 MiB", Optional.empty());
        }
        try {
            return new FleetSource(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw refused(name, "the file is not UTF-8", Optional.of("Save it as UTF-8."));
        }
    }

    private static FleetFileException refused(String name, String message, Optional<String> hint) {
        return new FleetFileException(name, List.of(new Problem(name, Place.START, message, hint)));
    }
}
