package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with variables for a fleet file: {@code NAME=VALUE} lines, with an optional {@code export} before the name. A value in single quotes
 * is taken as it is; in double quotes {@code \n}, {@code \t}, {@code \r}, {@code \"}, {@code \\} and {@code \$} stand for characters. Lines
 * that begin with {@code #}, and what follows {@code #} after a blank, are comments. Of one name the last value counts.
 */
public final class EnvironmentFile {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Pattern COMMENT_OR_BLANK = Pattern.compile("\\s*(#.*)?");

    private EnvironmentFile() {}

    /**
     * Parses a file.
     *
     * @return the values by name, in the order of the file
     * @throws FleetFileException with all problems
     */
    public static Map<String, String> parse(FleetSource source) {
        Problems problems = new Problems(source.name());
        Map<String, String> values = new LinkedHashMap<>();
        String[] lines = source.text().split("\r\n|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!COMMENT_OR_BLANK.matcher(lines[i]).matches()) {
                line(lines[i], i + 1, values, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new FleetFileException(source.name(), problems.list());
        }
        return Collections.unmodifiableMap(values);
    }

    private static void line(String line, int number, Map<String, String> values, Problems problems) {
        Matcher form = LINE.matcher(line);
        if (!form.matches()) {
            // The line is not shown: it may hold a password.
            problems.add(
                    new Place(number, 1), "the line is not NAME=VALUE with a name of letters, digits and underscores");
            return;
        }
        Place place = new Place(number, form.start(2) + 1);
        value(form.group(2).strip(), place, problems).ifPresent(value -> {
            if (value.indexOf(0) >= 0) {
                problems.add(place, "the value of " + form.group(1) + " holds a NUL character");
            }
            values.put(form.group(1), value);
        });
    }

    private static Optional<String> value(String text, Place place, Problems problems) {
        if (text.isEmpty() || (text.charAt(0) != '"' && text.charAt(0) != '\'')) {
            return Optional.of(withoutComment(text).strip());
        }
        char quote = text.charAt(0);
        StringBuilder value = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (quote == '"' && c == '\\' && at + 1 < text.length()) {
                at++;
                value.append(escaped(text.charAt(at)));
            } else {
                value.append(c);
            }
            at++;
        }
        if (at >= text.length()) {
            problems.add(place, "the value begins with " + quote + " and does not end with it");
            return Optional.empty();
        }
        if (!COMMENT_OR_BLANK.matcher(text.substring(at + 1)).matches()) {
            problems.add(place, "text follows the closing quote of the value");
            return Optional.empty();
        }
        return Optional.of(value.toString());
    }

    private static String withoutComment(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"', '\\', '$' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
