package io.onemachine.cli.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A case, or cases, in which ours is meant to differ.
 *
 * @param pattern the case's id; a star at its beginning or end stands for anything
 * @param exit the exit code that ours has
 * @param reason why it differs
 */
record GoldenDifference(String pattern, int exit, String reason) {

    static List<GoldenDifference> all() {
        List<GoldenDifference> differences = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenDifference.class.getResourceAsStream("differences.txt")),
                StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split("\\|", 3);
                    differences.add(new GoldenDifference(
                            parts[0].strip(), Integer.parseInt(parts[1].strip()), parts[2].strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return differences;
    }

    boolean covers(String id) {
        if (pattern.startsWith("*")) {
            return id.endsWith(pattern.substring(1));
        }
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : id.equals(pattern);
    }
}
