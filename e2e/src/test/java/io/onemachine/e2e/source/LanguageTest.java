package io.onemachine.e2e.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds CONTRIBUTING.md's list of words that sources and documents do without. */
final class LanguageTest {
    private static final Path CHECKOUT = UserEnvironment.checkout();

    private static final Set<String> FOLDERS_LEFT_OUT = Set.of(".git", "target", ".mvn");

    /** Names of sources and documents; recorded texts and bodies are other people's. */
    private static final Pattern READ =
            Pattern.compile(".*\\.(java|md|sh|template|xml|yml)|bin/.*|dist/src/main/.*|\\.ci/.*");

    private static final Pattern RECORDED = Pattern.compile("(.*/src/test|testing/src/main)/resources/.*|mvnw.*");

    /** In words of this list only, so that this class does not find itself. */
    private static final List<String> DROPPED = List.of(
            "who" + "ever",
            "some" + "body",
            "no" + "body",
            "any" + "body",
            "is " + "told",
            "are " + "told",
            "comes " + "along",
            "come " + "along",
            "came " + "along",
            "put up " + "with",
            "for want " + "of",
            "come to " + "its end",
            "comes to " + "its end",
            "come to " + "their end",
            "it is good " + "with",
            "looks " + "after",
            "look " + "after");

    private static final Pattern BANNED = Pattern.compile("\\b(" + String.join("|", DROPPED) + ")s?\\b");
    private static final Pattern CAPITAL_INSIDE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern LINE_BREAK_OF_A_COMMENT = Pattern.compile("\\s+(\\*|//|#)?\\s*");

    @Test
    void droppedWordsAreNotUsed() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String name = CHECKOUT.relativize(file).toString();
            String[] lines = Files.readString(file).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                String both = words(lines[i]) + (i + 1 < lines.length ? " " + words(lines[i + 1]) : "");
                var matcher = BANNED.matcher(both);
                if (matcher.find() && matcher.start() <= words(lines[i]).length()) {
                    found.add(name + ":" + (i + 1) + ": " + matcher.group());
                }
            }
        }
        assertThat(found)
                .as("dropped words; CONTRIBUTING.md says what to write instead")
                .isEmpty();
    }

    /** Identifiers are split where a capital begins a word. */
    private static String words(String line) {
        String split = CAPITAL_INSIDE.matcher(line).replaceAll(" ").toLowerCase(Locale.ROOT);
        return LINE_BREAK_OF_A_COMMENT.matcher(split).replaceAll(" ").strip();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = walk(CHECKOUT)) {
            return all.filter(file -> {
                        String name = CHECKOUT.relativize(file).toString();
                        return READ.matcher(name).matches()
                                && !RECORDED.matcher(name).matches();
                    })
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> walk(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    if (!FOLDERS_LEFT_OUT.contains(String.valueOf(entry.getFileName()))) {
                        walk(entry).forEach(files::add);
                    }
                } else {
                    files.add(entry);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files.stream();
    }
}
