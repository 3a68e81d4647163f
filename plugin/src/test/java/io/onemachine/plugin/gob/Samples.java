package io.onemachine.plugin.gob;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byte strings in {@code gob-samples.txt}, which Go has written.
 *
 * @param requests the messages of one stream, in their order
 * @param responses the messages of another stream
 * @param single streams of one value, by its description
 */
record Samples(List<byte[]> requests, List<byte[]> responses, Map<String, byte[]> single) {
    private static final Pattern LINE = Pattern.compile("  (.+?) +([0-9a-f]{4,})");

    static Samples load() {
        List<byte[]> requests = new ArrayList<>();
        List<byte[]> responses = new ArrayList<>();
        Map<String, byte[]> single = new LinkedHashMap<>();
        char section = '-';
        for (String line : text().lines().toList()) {
            if (line.startsWith("== ")) {
                section = line.charAt(3);
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            byte[] bytes = HexFormat.of().parseHex(matcher.group(2));
            switch (section) {
                case 'A' -> requests.add(bytes);
                case 'B' -> responses.add(bytes);
                case 'C' -> single.put(matcher.group(1).strip(), bytes);
                default -> throw new AssertionError("bytes in section " + section);
            }
        }
        return new Samples(requests, responses, single);
    }

    /** Returns all samples as separate streams. */
    List<byte[]> streams() {
        List<byte[]> streams = new ArrayList<>(List.of(joined(requests), joined(responses)));
        streams.addAll(single.values());
        return streams;
    }

    static byte[] joined(List<byte[]> samples) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        samples.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static List<GobValue> valuesIn(byte[] stream) throws IOException {
        GobReader reader = new GobReader(new ByteArrayInputStream(stream), GobLimits.DEFAULT);
        List<GobValue> values = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            values.add(next.get());
        }
        return values;
    }

    private static String text() {
        try (InputStream file = requireNonNull(Samples.class.getResourceAsStream("/gob-samples.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
