package io.onemachine.fleet.file;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a text as a YAML scalar of block style, in quotes only where it would be read as something else without. */
final class YamlText {
    /** What begins a plain scalar of another meaning; some of these do only before a blank, but then quotes are easier to read. */
    private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`=<~";

    /** Also the words of YAML 1.1, which editors and other programs still read as booleans. */
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\\.[0-9].*|0[xo][0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)"
                    + "|\\.(nan|NaN|NAN)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    /** Numbers that every YAML reader takes for the same number. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private YamlText() {}

    /** Returns a text that is read as a text. */
    static String text(String value) {
        String escaped = value.replace("$", "$$");
        if (escaped.chars().anyMatch(c -> c < ' ' || c == 0x7f) || !isPrintable(escaped)) {
            return doubleQuoted(escaped);
        }
        boolean plain = isPlain(escaped)
                && !WORDS.contains(escaped.toLowerCase(Locale.ROOT))
                && !NUMBER.matcher(escaped).matches();
        return plain ? escaped : singleQuoted(escaped);
    }

    /** Returns the key of a map; variables are not replaced in keys. */
    static String key(String key) {
        return text(key).replace("$$", "$");
    }

    /** Returns the value of a driver's option, which the driver's flags give a type: numbers and booleans need no quotes. */
    static String option(String value) {
        return PLAIN_NUMBER.matcher(value).matches() || value.equals("true") || value.equals("false")
                ? value
                : text(value);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.equals(text.strip())
                && INDICATORS.indexOf(text.charAt(0)) < 0
                && !text.contains(": ")
                && !text.endsWith(":")
                && !text.contains(" #")
                && !text.startsWith("...");
    }

    private static String singleQuoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns whether all characters may stand in a file as they are. */
    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(YamlText::needsEscape);
    }

    private static boolean needsEscape(int c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0xd800 && c <= 0xdfff)
                || c == 0x2028
                || c == 0x2029
                || c == 0xfeff
                || (c & 0xfffe) == 0xfffe;
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (!needsEscape(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
